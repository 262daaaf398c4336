// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/profileserver.h"

#include "server/transport/http/httpapplication.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"

#include <QTest>
#include <QUrl>

namespace linnet::test {

ProfileServer::ProfileServer(Suite suite, const Pace &pace)
    : m_profile(suite, pace)
{
    net::ServerSettings settings = patientSettings();
    settings.listeners.emplace_back();
    settings.threads = 2;
    m_server = std::make_unique<net::Server>(
        ProtocolProfile::widened(settings), [this](net::IoThread &thread) {
            return std::make_unique<HttpApplication>(m_profile.requestRules(),
                                                     m_profile.makeParts(thread));
        });
    if (const auto started = m_server->start(); !started)
        qFatal("%s", qPrintable(started.error().message));
}

QByteArray ProfileServer::request(const QByteArray &method, const QByteArray &target,
                                  const QByteArray &headers)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

RawReply ProfileServer::get(const QByteArray &target) const
{
    return RawClient(port()).ask(request("GET", target));
}

RawReply ProfileServer::post(const QByteArray &target, const QByteArray &body,
                             const QByteArray &type) const
{
    const QByteArray headers =
        "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return RawClient(port()).ask(request("POST", target, headers) + body);
}

WebSocketClient::WebSocketClient(quint16 port, const QByteArray &target)
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &text) { m_heard.append(text.toUtf8()); });
    QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                     [this](const QByteArray &bytes) { m_heard.append("<binary>" + bytes); });
    m_socket.open(QUrl::fromEncoded("ws://127.0.0.1:" + QByteArray::number(port) + target));
    waitUntil([this] { return isOpen() || m_socket.state() == QAbstractSocket::UnconnectedState; });
}

QByteArray WebSocketClient::hearAny()
{
    waitUntil([this] { return !m_heard.isEmpty() || !isOpen(); });
    return m_heard.isEmpty() ? QByteArray() : m_heard.takeFirst();
}

QByteArray WebSocketClient::hear()
{
    QByteArray message = hearAny();
    while (message == "2") {
        say("3");
        message = hearAny();
    }
    return message;
}

bool WebSocketClient::waitForClose()
{
    return waitUntil([this] { return !isOpen(); });
}

PollingSession::PollingSession(const ProfileServer &server, const QByteArray &path,
                               const QByteArray &version, const QByteArray &parameters)
    : m_server(server)
    , m_path(path)
    , m_version(version)
    , m_opened(server.get(path + "?EIO=" + version + "&transport=polling" + parameters))
{
    const QByteArray marker = "\"sid\":\"";
    const qsizetype begin = m_opened.body.indexOf(marker) + marker.size();
    m_sid = m_opened.body.mid(begin, m_opened.body.indexOf('"', begin) - begin);
}

QByteArray PollingSession::target(const QByteArray &transport) const
{
    return m_path + "?EIO=" + m_version + "&transport=" + transport + "&sid=" + m_sid;
}

std::unique_ptr<RawClient> PollingSession::pendingPoll() const
{
    auto client = std::make_unique<RawClient>(m_server.port());
    client->send(ProfileServer::request("GET", target()));
    // By the time each thread has served two more connections, the poll has arrived.
    for (int i = 0; i < 4; ++i)
        m_server.get("/");
    return client;
}

} // namespace linnet::test
