// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsonlinereader.h"

#include <QBuffer>

#include <cstdlib>

using namespace linnet;

//! What is read ends, counts its lines, and is no more than what there is.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const qint64 lines = text.count('\n') + 1;
    QBuffer buffer(&text);
    if (!buffer.open(QIODevice::ReadOnly))
        std::abort();
    JsonLineReader reader(buffer);
    qint64 before = 0;
    for (;;) {
        const auto object = reader.next();
        if (reader.line() > lines || reader.line() < before)
            std::abort();
        if (!object || !*object)
            return 0;
        if (reader.line() == before)
            std::abort();
        before = reader.line();
    }
}
