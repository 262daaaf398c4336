// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/apiclient.h"

#include "common/client/apierror.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int Unauthorized = 401;

QByteArray targetOf(const QString &path, const QUrlQuery &query)
{
    // QUrlQuery leaves "+" as it is, which servers read as a space.
    const QString text = query.toString(QUrl::FullyEncoded).replace(u'+', u"%2B"_s);
    return path.toUtf8() + (text.isEmpty() ? QByteArray() : '?' + text.toUtf8());
}

Error refusal(const HttpReply &reply)
{
    if (!reply.redirect.isEmpty())
        return {
            Error::Kind::Unavailable, "redirected"_L1,
            u"The server is elsewhere: it sends to %1; use that address."_s.arg(reply.redirect)};
    Error error = errorFrom(reply.status, reply.body);
    if (error.retryAfter == std::chrono::seconds::zero())
        error.retryAfter = reply.retryAfter;
    return error;
}

Result<QJsonObject> toObject(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return Error{Error::Kind::Internal, "protocol"_L1,
                     u"What answers is no Linnet server; check the address."_s};
    return document.object();
}

} // namespace

QString adminPath(const QStringList &segments)
{
    QString path = u"/api/v1/admin"_s;
    for (const QString &segment : segments)
        path += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(segment));
    return path;
}

ApiClient::ApiClient(ServerAddress server, TransportSettings settings, const QByteArray &product)
    : m_transport(std::move(server), std::move(settings))
    , m_product(product)
{}

Result<QJsonObject> ApiClient::get(const QString &path, const QUrlQuery &query)
{
    return ask("GET", path, {}, query);
}

Result<QJsonObject> ApiClient::post(const QString &path, const QJsonObject &body)
{
    return ask("POST", path, body);
}

Result<QJsonObject> ApiClient::put(const QString &path, const QJsonObject &body)
{
    return ask("PUT", path, body);
}

Result<QJsonObject> ApiClient::patch(const QString &path, const QJsonObject &body)
{
    return ask("PATCH", path, body);
}

Result<QJsonObject> ApiClient::remove(const QString &path, const QUrlQuery &query)
{
    return ask("DELETE", path, {}, query);
}

Result<> ApiClient::stream(const QString &path, const QUrlQuery &query, const LineSink &sink)
{
    const auto reply = send({"GET", targetOf(path, query)}, [&](const HttpRequest &request) {
        return m_transport.stream(request, sink);
    });
    if (!reply)
        return reply.error();
    return {};
}

Result<> ApiClient::download(const QString &path, const ByteSink &sink)
{
    const auto reply = send({"GET", targetOf(path, {})}, [&](const HttpRequest &request) {
        return m_transport.download(request, sink);
    });
    if (!reply)
        return reply.error();
    return {};
}

Result<QJsonObject> ApiClient::ask(const QByteArray &method, const QString &path,
                                   const std::optional<QJsonObject> &body, const QUrlQuery &query)
{
    HttpRequest request{method, targetOf(path, query), {"Accept: application/json"}};
    if (body) {
        request.headers.append("Content-Type: application/json");
        request.body = QJsonDocument(*body).toJson(QJsonDocument::Compact);
    }
    const auto reply = send(std::move(request),
                            [this](const HttpRequest &each) { return m_transport.exchange(each); });
    if (!reply)
        return reply.error();
    return toObject(reply->body);
}

Result<HttpReply> ApiClient::send(HttpRequest request, const Exchange &exchange)
{
    request.headers.append("User-Agent: " + m_product);
    const auto attempt = [&] {
        HttpRequest each = request;
        if (!m_token.isEmpty())
            each.headers.append("Authorization: Bearer " + m_token);
        return exchange(each);
    };
    auto reply = attempt();
    if (reply && reply->status == Unauthorized && m_renewal) {
        const Renewal renewal = std::exchange(m_renewal, {}); // It may ask by this client.
        auto token = renewal();
        m_renewal = renewal;
        if (!token)
            return token.error();
        m_token = std::move(*token);
        reply = attempt();
    }
    if (reply && !reply->isSuccess())
        return refusal(*reply);
    return reply;
}

} // namespace linnet
