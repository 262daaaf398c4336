// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificate.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using test::RawClient;

namespace {

const QByteArray Hello = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n";

} // namespace

class TlsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void answersOverTls();
    void saysThatARequestCameOverTls();
    void sendsMuch();
    void takesMuch();
    void speaksHttp11InAlpn();
    void refusesOldVersions();
    void refusesPlainHttp();
    void closesGently();
    void givesSessionTickets();
    void opensWebSocketsAcrossThreads();
    void takesNewCertificatesOnReload();
    void keepsTheOldCertificateWhereTheNewIsBroken();
    void refusesUnusableFiles_data();
    void refusesUnusableFiles();
    void givesUpOnSilentHandshakes();
    void waitsForNoHandshakeWhenItDrains();

private:
    net::ServerSettings settings() const;

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_certificate;
    QString m_key;
};

void TlsTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_certificate = m_directory->filePath(QStringLiteral("cert.pem"));
    m_key = m_directory->filePath(QStringLiteral("key.pem"));
    QVERIFY(test::writeCertificate(m_certificate, m_key, "first"));
}

net::ServerSettings TlsTest::settings() const
{
    net::ServerSettings settings = test::patientSettings();
    settings.listeners.push_back({QHostAddress(QHostAddress::LocalHost), 0, m_certificate, m_key});
    return settings;
}

void TlsTest::answersOverTls()
{
    const auto server = test::startServer({}, settings());
    const auto client = RawClient::secure(server->port());
    QVERIFY(client->sslSocket().isEncrypted());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client->ask(Hello).body, "GET /hello\n");
    client->send(Hello + Hello);
    QCOMPARE(client->reply().status, 200);
    QCOMPARE(client->reply().status, 200);
}

void TlsTest::saysThatARequestCameOverTls()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request request, net::Reply reply) {
        net::Response response;
        response.body = request.peer.isSecure ? "secure" : "plain";
        reply.send(std::move(response));
    };
    auto both = settings();
    both.listeners.emplace_back();
    const auto server = test::startServer(behaviour, both);
    QCOMPARE(RawClient::secure(server->port(0))->ask(Hello).body, "secure");
    QCOMPARE(RawClient(server->port(1)).ask(Hello).body, "plain");
}

void TlsTest::sendsMuch()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.body = QByteArray(10 << 20, 'm');
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour, settings());
    const auto client = RawClient::secure(server->port());
    QCOMPARE(client->ask(Hello).body, QByteArray(10 << 20, 'm'));
}

void TlsTest::takesMuch()
{
    const auto server = test::startServer({}, settings());
    const auto client = RawClient::secure(server->port());
    const QByteArray body(1 << 20, 'm');
    QCOMPARE(
        client->ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" + body).body,
        "POST /\n" + body);
}

void TlsTest::speaksHttp11InAlpn()
{
    const auto server = test::startServer({}, settings());
    QSslSocket socket;
    auto configuration = socket.sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols({"h2", "http/1.1"});
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server->port());
    QTRY_VERIFY(socket.isEncrypted());
    QCOMPARE(socket.sslConfiguration().nextNegotiatedProtocol(), "http/1.1");

    QSslSocket other;
    configuration.setAllowedNextProtocols({"h2"});
    other.setSslConfiguration(configuration);
    other.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server->port());
    QTRY_COMPARE(other.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!other.isEncrypted());
}

void TlsTest::refusesOldVersions()
{
    const auto server = test::startServer({}, settings());
    for (const auto protocol : {QSsl::TlsV1_2, QSsl::TlsV1_3}) {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.setProtocol(protocol);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server->port());
        QTRY_VERIFY(socket.isEncrypted());
    }
    // A hello of TLS 1.1: version, random, no session, one cipher suite, no compression.
    const QByteArray hello = QByteArray::fromHex("0302") + QByteArray(32, 'r')
        + QByteArray::fromHex("00"
                              "0002c013"
                              "0100");
    RawClient client(server->port());
    client.send(QByteArray::fromHex("1603010000").replace(3, 2, {"\0\x2d", 2}) + "\1"
                + QByteArray::fromHex("000029") + hello);
    const QByteArray alert = client.read(7);
    QCOMPARE(alert.left(1), "\x15");
    QCOMPARE(alert.right(2), "\2\x46"); // Fatal: protocol version.
    QVERIFY(client.waitForClose());
}

void TlsTest::refusesPlainHttp()
{
    const auto server = test::startServer({}, settings());
    RawClient client(server->port());
    client.send(Hello);
    QVERIFY(client.waitForClose());
    QVERIFY(!client.buffer().contains("HTTP"));
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TlsTest::closesGently()
{
    const auto server = test::startServer({}, settings());
    const auto client = RawClient::secure(server->port());
    const auto reply = client->ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QCOMPARE(reply.status, 200);
    QVERIFY(client->waitForClose());
    QCOMPARE(client->socket().error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TlsTest::givesSessionTickets()
{
    const auto server = test::startServer({}, settings());
    QSslSocket first;
    auto configuration = first.sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setProtocol(QSsl::TlsV1_2);
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
    first.setSslConfiguration(configuration);
    first.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server->port());
    QTRY_VERIFY(first.isEncrypted());
    QVERIFY(!first.sslConfiguration().sessionTicket().isEmpty());
}

void TlsTest::opensWebSocketsAcrossThreads()
{
    test::Behaviour behaviour;
    behaviour.planUpgrade = [](const net::Request &, net::IoThread &) {
        net::UpgradePlan plan;
        plan.thread = 1;
        return plan;
    };
    auto two = settings();
    two.threads = 2;
    const auto server = test::startServer(behaviour, two);
    for (int i = 0; i < 2; ++i) {
        const auto client = RawClient::secure(server->port());
        const QByteArray hello = QByteArray::fromHex("818537fa213d7f9f4d5158");
        const auto reply =
            client->ask("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        + hello);
        QCOMPARE(reply.status, 101);
        QCOMPARE(client->read(7), QByteArray::fromHex("810548656c6c6f"));
        client->send(hello);
        QCOMPARE(client->read(7), QByteArray::fromHex("810548656c6c6f"));
    }
}

void TlsTest::takesNewCertificatesOnReload()
{
    const auto server = test::startServer({}, settings());
    const auto before = RawClient::secure(server->port());
    const auto nameOf = [](RawClient &client) {
        return client.sslSocket()
            .peerCertificate()
            .subjectInfo(QSslCertificate::CommonName)
            .value(0);
    };
    QCOMPARE(nameOf(*before), QStringLiteral("first"));
    QVERIFY(test::writeCertificate(m_certificate, m_key, "second"));
    QVERIFY(server->reload(settings()));
    QCOMPARE(nameOf(*RawClient::secure(server->port())), QStringLiteral("second"));
    QCOMPARE(before->ask(Hello).status, 200);
}

void TlsTest::keepsTheOldCertificateWhereTheNewIsBroken()
{
    const auto server = test::startServer({}, settings());
    QVERIFY(QFile::remove(m_key));
    QVERIFY(!server->reload(settings()));
    QCOMPARE(RawClient::secure(server->port())->ask(Hello).status, 200);
}

void TlsTest::refusesUnusableFiles_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("file");

    QTest::newRow("no key") << QStringLiteral("no key") << QStringLiteral("key.pem");
    QTest::newRow("no certificate")
        << QStringLiteral("no certificate") << QStringLiteral("cert.pem");
    QTest::newRow("another key") << QStringLiteral("another key") << QStringLiteral("key.pem");
    QTest::newRow("a key others may read")
        << QStringLiteral("open key") << QStringLiteral("key.pem");
    QTest::newRow("nonsense") << QStringLiteral("nonsense") << QStringLiteral("cert.pem");
}

void TlsTest::refusesUnusableFiles()
{
    QFETCH(QString, how);
    QFETCH(QString, file);
    if (how == QStringLiteral("no key"))
        QFile::remove(m_key);
    else if (how == QStringLiteral("no certificate"))
        QFile::remove(m_certificate);
    else if (how == QStringLiteral("another key"))
        test::writeCertificate(m_directory->filePath(QStringLiteral("other.pem")), m_key, "other");
    else if (how == QStringLiteral("open key"))
        QFile::setPermissions(m_key, QFile::ReadOwner | QFile::ReadOther);
    else {
        QFile certificate(m_certificate);
        QVERIFY(certificate.open(QIODevice::WriteOnly | QIODevice::Truncate));
        certificate.write("nonsense");
    }
    net::Server server(settings(), [](net::IoThread &) { return nullptr; });
    const auto started = server.start();
    QVERIFY(!started);
    QVERIFY2(started.error().message.contains(file), qPrintable(started.error().message));
}

void TlsTest::givesUpOnSilentHandshakes()
{
    auto quick = settings();
    quick.limits.handshake = 400ms;
    const auto server = test::startServer({}, quick);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QElapsedTimer timer;
        timer.start();
        RawClient client(server->port());
        client.send(QByteArray::fromHex("160301"));
        const bool isClosed = client.waitForClose();
        shortest = std::min(shortest, timer.elapsed());
        return isClosed && shortest < 1500;
    };
    QVERIFY2(test::onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 400);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TlsTest::waitsForNoHandshakeWhenItDrains()
{
    const auto server = test::startServer({}, settings());
    RawClient silent(server->port());
    QTRY_COMPARE(server->connectionCount(), 1);
    QSignalSpy drained(server.get(), &net::Server::drained);
    server->drain(test::LongPatience);
    QTRY_COMPARE(drained.count(), 1);
    QCOMPARE(server->connectionCount(), 0);
    QVERIFY(silent.waitForClose());
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
