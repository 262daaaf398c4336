// SPDX-License-Identifier: GPL-3.0-or-later
// The same form, whole and in pieces, must come to the same: the first byte says where it is cut.
#include "server/transport/http/multipart.h"

#include <cstdlib>

using namespace linnet;

namespace {

class Notes : public MultipartParser::Receiver
{
public:
    Result<> beginPart(const FormPart &part) override
    {
        text += part.name.toUtf8() + '=';
        return {};
    }
    Result<> addData(QByteArrayView data) override
    {
        text += data;
        return {};
    }
    Result<> endPart() override
    {
        text += ';';
        return {};
    }

    QByteArray text;
};

QByteArray parse(QByteArrayView form, qsizetype size)
{
    Notes notes;
    MultipartParser parser("XX", notes);
    while (!form.isEmpty()) {
        const QByteArrayView piece = form.first(std::min(size, form.size()));
        if (const auto written = parser.write(piece); !written)
            return "error " + written.error().message.toUtf8();
        form = form.sliced(piece.size());
    }
    const auto finished = parser.finish();
    return finished ? notes.text : "error " + finished.error().message.toUtf8();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView form(reinterpret_cast<const char *>(data) + 1, qsizetype(size - 1));
    multipartBoundary(form);
    if (parse(form, form.size()) != parse(form, data[0] + 1))
        std::abort();
    return 0;
}
