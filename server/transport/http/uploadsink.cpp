// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/uploadsink.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error invalidForm(const QString &why)
{
    return {Error::Kind::InvalidInput, "invalid_form"_L1, why};
}

} // namespace

UploadSink::UploadSink(const UploadSettings &settings, const EndpointRow &row,
                       const QByteArray &boundary, Refuse refuse)
    : m_settings(settings)
    , m_row(row)
    , m_refuse(std::move(refuse))
    , m_parser(boundary, *this)
{}

qint64 UploadSink::mostBody(const UploadSettings &settings)
{
    constexpr qint64 heads = qint64(MultipartParser::MostParts) * MultipartParser::MostHead;
    return settings.mostFile + MostText + heads;
}

std::optional<net::Response> UploadSink::write(QByteArrayView piece)
{
    const auto written = m_parser.write(piece);
    if (written)
        return std::nullopt;
    return m_refuse(written.error());
}

std::optional<net::Response> UploadSink::finished()
{
    const auto finished = m_parser.finish();
    if (m_file)
        m_file->close();
    if (finished)
        return std::nullopt;
    return m_refuse(finished.error());
}

Result<> UploadSink::beginPart(const FormPart &part)
{
    m_part = part;
    m_text.clear();
    return part.fileName ? beginFile(part) : Result<>();
}

Result<> UploadSink::beginFile(const FormPart &part)
{
    if (part.name != m_row.endpoint.fileField)
        return invalidForm(
            u"The file must be in the field \"%1\"."_s.arg(m_row.endpoint.fileField));
    if (m_file)
        return invalidForm(u"Only one file may be sent at a time."_s);
    auto file = IncomingFile::create(m_settings, *part.fileName);
    if (!file)
        return file.error();
    m_file = std::move(*file);
    return {};
}

Result<> UploadSink::addData(QByteArrayView data)
{
    if (m_part.fileName)
        return m_file->write(data);
    m_textBytes += data.size();
    if (m_textBytes > MostText)
        return Error{Error::Kind::TooLarge, "too_large"_L1,
                     u"The form's text may have at most %1 bytes."_s.arg(MostText)};
    m_text.append(data);
    return {};
}

Result<> UploadSink::endPart()
{
    if (!m_part.fileName) {
        m_fields.insert(m_part.name, QString::fromUtf8(m_text));
        return {};
    }
    // A browser sends an empty, nameless file where the user chose none.
    const UploadedFile &file = m_file->description();
    if (file.size == 0 && file.name.isEmpty())
        m_file.reset();
    return {};
}

} // namespace linnet
