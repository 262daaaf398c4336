// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/clientsuite.h"

#include "server/transport/protocolprofile/suiteconversation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QJsonObject readQuery(const net::Request &request)
{
    QJsonObject values;
    const QUrlQuery query(QString::fromUtf8(request.query));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        values.insert(name, value);
    return values;
}

//! \return what the client said when it came, as JSON.
QByteArray describe(const Handshake &handshake)
{
    const net::Request &request = *handshake.request;
    QJsonObject headers;
    for (const net::Header &header : request.headers)
        headers.insert(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return QJsonDocument(QJsonObject{
                             {u"headers"_s, headers},
                             {u"time"_s, now.toString(Qt::ISODateWithMs)},
                             {u"issued"_s, now.toMSecsSinceEpoch()},
                             {u"address"_s, request.peer.address.toString()},
                             {u"secure"_s, request.peer.isSecure},
                             {u"url"_s, QString::fromUtf8(request.target)},
                             {u"query"_s, readQuery(request)},
                             {u"auth"_s, QJsonDocument::fromJson(handshake.auth).object()},
                         })
        .toJson(QJsonDocument::Compact);
}

void welcome(const std::shared_ptr<ClientSocket> &client)
{
    const QByteArray &nameSpace = client->nameSpace();
    if (nameSpace == "/no")
        return client->refuse("Auth failed (custom namespace)");
    const QJsonObject query = readQuery(*client->handshake().request);
    if (nameSpace == "/" && !query["fail"_L1].toString().isEmpty())
        return client->refuse("Auth failed (main namespace)");
    const QByteArray handshake = describe(client->handshake());
    if (nameSpace == "/" || nameSpace == "/foo")
        converse(client, handshake);
    client->accept();
    if (nameSpace == "/abc")
        client->emitArguments({R"(["handshake",)" + handshake + ']'});
}

} // namespace

socketio::ServerRules clientSuiteRules()
{
    socketio::ServerRules rules;
    for (const char *name : {"/", "/foo", "/timeout_socket", "/valid", "/asd", "/abc", "/no"})
        rules.nameSpaces.insert(name, name);
    rules.connected = welcome;
    rules.recovery = std::make_shared<socketio::SessionRecovery>();
    return rules;
}

} // namespace linnet
