// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/net/message.h"
#include "server/transport/http/multipart.h"
#include "server/transport/http/requestparams.h"

#include <QFile>

namespace linnet {

//! \brief Where uploads wait until a handler takes them, and how big they may be.
struct UploadSettings
{
    QString folder; //!< Of this server alone; beside the media, so that taking one is a rename.
    qint64 mostFile = 25 << 20; //!< Bytes.
};

//! \brief Writes the one file of a form to disk as it arrives, and keeps the form's text fields.
//!
//! The file is readable by the server's user only, and is removed with the sink unless somebody has
//! moved it away by then.
class UploadSink : public net::BodySink, private MultipartParser::Receiver
{
public:
    static constexpr qint64 MostText = 256 << 10; //!< Bytes of all text fields together.

    //! \p dialect shapes refusals.
    UploadSink(const UploadSettings &settings, const Dialect &dialect, const QByteArray &boundary);
    ~UploadSink() override;

    std::optional<net::Response> write(QByteArrayView piece) override;
    std::optional<net::Response> finished() override;

    const TextParams &fields() const { return m_fields; }
    //! \return nothing if the form had no file.
    std::optional<UploadedFile> file() const;

    //! \return what a body that carries the biggest file may weigh.
    static qint64 mostBody(const UploadSettings &settings);

private:
    Result<> beginPart(const FormPart &part) override;
    Result<> addData(QByteArrayView data) override;
    Result<> endPart() override;
    Result<> beginFile(const QString &name);
    Result<> addToFile(QByteArrayView data);

    const UploadSettings m_settings;
    const Dialect &m_dialect;
    MultipartParser m_parser;
    FormPart m_part;
    QByteArray m_text;
    qint64 m_textBytes = 0;
    TextParams m_fields;
    QFile m_file;
    UploadedFile m_uploaded; //!< Without a path: no file has come.
};

} // namespace linnet
