// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/uploadsink.h"

#include "common/core/random.h"
#include "server/transport/http/responses.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error tooLarge(const QString &what, qint64 most)
{
    return {Error::Kind::TooLarge, "too_large"_L1,
            u"%1 may have at most %2 bytes."_s.arg(what).arg(most)};
}

Error cannotStore(const QFile &file)
{
    return {Error::Kind::Unavailable, "storage_unavailable"_L1,
            u"The file cannot be stored at the moment."_s, file.errorString()};
}

} // namespace

UploadSink::UploadSink(const UploadSettings &settings, const Dialect &dialect,
                       const QByteArray &boundary)
    : m_settings(settings)
    , m_dialect(dialect)
    , m_parser(boundary, *this)
{}

UploadSink::~UploadSink()
{
    if (!m_file.fileName().isEmpty())
        m_file.remove();
}

qint64 UploadSink::mostBody(const UploadSettings &settings)
{
    constexpr qint64 heads = qint64(MultipartParser::MostParts) * MultipartParser::MostHead;
    return settings.mostFile + MostText + heads;
}

std::optional<UploadedFile> UploadSink::file() const
{
    return m_uploaded.path.isEmpty() ? std::nullopt : std::optional(m_uploaded);
}

std::optional<net::Response> UploadSink::write(QByteArrayView piece)
{
    const auto written = m_parser.write(piece);
    if (written)
        return std::nullopt;
    return errorResponse(m_dialect, written.error());
}

std::optional<net::Response> UploadSink::finished()
{
    const auto finished = m_parser.finish();
    m_file.close();
    if (finished)
        return std::nullopt;
    return errorResponse(m_dialect, finished.error());
}

Result<> UploadSink::beginPart(const FormPart &part)
{
    m_part = part;
    m_text.clear();
    return part.fileName ? beginFile(*part.fileName) : Result<>();
}

Result<> UploadSink::beginFile(const QString &name)
{
    if (!m_uploaded.path.isEmpty())
        return Error{Error::Kind::InvalidInput, "invalid_form"_L1,
                     u"Only one file may be sent at a time."_s};
    m_file.setFileName(m_settings.folder + u'/' + QString::fromLatin1(randomToken()));
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                     QFile::ReadOwner | QFile::WriteOwner)) {
        const Error error = cannotStore(m_file);
        m_file.setFileName({}); // Not ours to remove.
        return error;
    }
    m_uploaded = UploadedFile{m_file.fileName(), name, 0};
    return {};
}

Result<> UploadSink::addData(QByteArrayView data)
{
    if (m_part.fileName)
        return addToFile(data);
    m_textBytes += data.size();
    if (m_textBytes > MostText)
        return tooLarge(u"The form's text"_s, MostText);
    m_text.append(data);
    return {};
}

Result<> UploadSink::addToFile(QByteArrayView data)
{
    m_uploaded.size += data.size();
    if (m_uploaded.size > m_settings.mostFile)
        return tooLarge(u"The file"_s, m_settings.mostFile);
    if (m_file.write(data.data(), data.size()) != data.size())
        return cannotStore(m_file);
    return {};
}

Result<> UploadSink::endPart()
{
    if (!m_part.fileName) {
        m_fields.insert(m_part.name, QString::fromUtf8(m_text));
        return {};
    }
    // A browser sends an empty, nameless file where the user chose none.
    if (m_uploaded.size == 0 && m_uploaded.name.isEmpty()) {
        m_file.remove();
        m_file.setFileName({});
        m_uploaded = {};
    }
    return {};
}

} // namespace linnet
