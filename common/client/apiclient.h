// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/httptransport.h"

#include <QJsonObject>
#include <QUrlQuery>

namespace linnet {

//! \return the path of the administration's API below which \p segments name something, each of
//! which may hold any text.
QString adminPath(const QStringList &segments);

//! \brief What a program beside the server asks it: JSON out, JSON or lines in. It blocks.
class ApiClient
{
public:
    //! \return a token instead of the one that the server has refused.
    using Renewal = std::function<Result<QByteArray>()>;

    //! \param product names the program to the server, e.g. "linnetctl/1.2.0".
    ApiClient(ServerAddress server, TransportSettings settings, const QByteArray &product);

    void setToken(QByteArray token) { m_token = std::move(token); }
    //! A request that the server refuses for its token is sent once more with what \p renewal gets.
    void setRenewal(Renewal renewal) { m_renewal = std::move(renewal); }

    Result<QJsonObject> get(const QString &path, const QUrlQuery &query = {});
    Result<QJsonObject> post(const QString &path, const QJsonObject &body = {});
    Result<QJsonObject> put(const QString &path, const QJsonObject &body);
    Result<QJsonObject> patch(const QString &path, const QJsonObject &body);
    Result<QJsonObject> remove(const QString &path, const QUrlQuery &query = {});

    //! Hands each line of what \p path answers with to \p sink as it comes in: JSON lines, CSV,
    //! server-sent events.
    Result<> stream(const QString &path, const QUrlQuery &query, const LineSink &sink);

    //! Hands what \p path answers with to \p sink as it comes in, as HttpTransport::download()
    //! does.
    Result<> download(const QString &path, const ByteSink &sink);

private:
    using Exchange = std::function<Result<HttpReply>(const HttpRequest &)>;

    Result<QJsonObject> ask(const QByteArray &method, const QString &path,
                            const std::optional<QJsonObject> &body, const QUrlQuery &query = {});
    Result<HttpReply> send(HttpRequest request, const Exchange &exchange);

    HttpTransport m_transport;
    const QByteArray m_product;
    QByteArray m_token;
    Renewal m_renewal;
};

} // namespace linnet
