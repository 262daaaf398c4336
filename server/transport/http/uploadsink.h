// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/net/message.h"
#include "server/transport/http/incomingfile.h"
#include "server/transport/http/multipart.h"
#include "server/transport/http/requestparams.h"

namespace linnet {

//! \brief Writes the one file of a form to disk as it arrives, and keeps the form's text fields.
class UploadSink : public net::BodySink, private MultipartParser::Receiver
{
public:
    static constexpr qint64 MostText = 256 << 10; //!< Bytes of all text fields together.

    //! What tells those concerned of an error. \return the response.
    using Refuse = std::function<net::Response(const Error &error)>;

    //! \param row names the field that holds the file; it outlives the sink.
    UploadSink(const UploadSettings &settings, const EndpointRow &row, const QByteArray &boundary,
               Refuse refuse);

    std::optional<net::Response> write(QByteArrayView piece) override;
    std::optional<net::Response> finished() override;

    const TextParams &fields() const { return m_fields; }
    //! \return null if the form had no file.
    const std::shared_ptr<IncomingFile> &file() const { return m_file; }

    //! \return what a body that carries the biggest file may weigh.
    static qint64 mostBody(const UploadSettings &settings);

private:
    Result<> beginPart(const FormPart &part) override;
    Result<> addData(QByteArrayView data) override;
    Result<> endPart() override;
    Result<> beginFile(const FormPart &part);

    const UploadSettings m_settings;
    const EndpointRow &m_row;
    const Refuse m_refuse;
    MultipartParser m_parser;
    FormPart m_part;
    QByteArray m_text;
    qint64 m_textBytes = 0;
    TextParams m_fields;
    std::shared_ptr<IncomingFile> m_file;
};

} // namespace linnet
