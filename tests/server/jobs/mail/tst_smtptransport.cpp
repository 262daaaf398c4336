// SPDX-License-Identifier: GPL-3.0-or-later
// How a conversation's end is judged. TLS, sign-in and whole mails: tests/e2e/mail.test.mjs.
#include "server/jobs/mail/smtptransport.h"
#include "tests/support/patience.h"
#include "tests/support/silentport.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <future>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! \brief A mail server that answers commands as a test says, and otherwise as it should.
class ScriptedServer : public QTcpServer
{
public:
    explicit ScriptedServer(QHash<QByteArray, QByteArray> script = {})
        : answers(std::move(script))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("Cannot listen.");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            ++connections;
            sockets.append(socket);
            answer(socket, "greeting", "220 ready");
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }

    bool hasHeard(const QByteArray &begin) const
    {
        return std::any_of(commands.begin(), commands.end(),
                           [&](const QByteArray &command) { return command.startsWith(begin); });
    }

    QByteArrayList commands;
    QByteArray mail;
    int connections = 0;
    QList<QTcpSocket *> sockets;
    QHash<QByteArray, QByteArray> answers; //!< To commands; others are answered as usual.

private:
    void read(QTcpSocket *socket)
    {
        while (socket->canReadLine()) {
            const QByteArray line = socket->readLine();
            if (m_isMail && line != ".\r\n") {
                mail += line;
                continue;
            }
            const QByteArray word = m_isMail ? "end" : line.trimmed().split(' ').front();
            commands.append(line.trimmed());
            m_isMail = word == "DATA" && !answers.contains(word);
            answer(socket, word, m_isMail ? "354 go on" : "250 fine");
        }
    }
    void answer(QTcpSocket *socket, const QByteArray &word, const QByteArray &usual)
    {
        const QByteArray text = answers.value(word, usual);
        if (!text.isEmpty())
            socket->write(text + "\r\n");
    }

    bool m_isMail = false;
};

MimeMessage message()
{
    return {.id = "17.abcd@example.org",
            .from = {u"Linnet"_s, "no-reply@example.org"},
            .to = {{}, "ann@example.org"},
            .subject = u"Hello"_s,
            .text = u"Hello, Ann\n.\nQUIT"_s};
}

SmtpSettings settingsFor(const QTcpServer &server)
{
    return {.host = u"127.0.0.1"_s,
            .port = server.serverPort(),
            .security = SmtpSettings::Security::None,
            .timeout = test::Patience};
}

//! Runs \p work on a thread of its own, while the server lives on this one.
template <typename Work>
auto elsewhere(Work work)
{
    auto outcome = std::async(std::launch::async, std::move(work));
    if (!test::waitUntil([&] { return outcome.wait_for(0s) == std::future_status::ready; },
                         test::LongPatience))
        qFatal("It does not end.");
    return outcome.get();
}

Result<> deliver(SmtpTransport &transport, const std::stop_token &stop = {})
{
    return elsewhere([&] { return transport.deliver(message(), stop); });
}

Result<> deliver(const SmtpSettings &settings, const std::stop_token &stop = {})
{
    SmtpTransport transport(settings);
    return deliver(transport, stop);
}

} // namespace

class SmtpTransportTest : public QObject
{
    Q_OBJECT

private slots:
    void handsAMailOver();
    void tellsWhatPassesFromWhatIsFinal_data();
    void tellsWhatPassesFromWhatIsFinal();
    void triesAgainWhenNobodyListens();
    void insistsOnStartTls();
    void givesUpOnASilentServer();
    void endsWhenItIsAsked();
    void sendsTheNextMailOverTheSameConnection();
    void opensAnotherWhereTheServerHasHungUp();
    void blamesNoMailForAConnectionThatHasServed_data();
    void blamesNoMailForAConnectionThatHasServed();
    void asksOnceOnlyWhetherARecipientIsKnown();
    void hangsUpWhenNothingCame();
    void probesWithoutAMail();
    void probesTheSignIn();
    void saysWhyItIsNotLetIn();
    void probesASilentServerForAWhile();
};

void SmtpTransportTest::handsAMailOver()
{
    ScriptedServer server;

    QVERIFY(deliver(settingsFor(server)));

    QVERIFY(server.hasHeard("MAIL FROM:<no-reply@example.org>"));
    QVERIFY(server.hasHeard("RCPT TO:<ann@example.org>"));
    QCOMPARE(server.mail, message().toBytes());
}

void SmtpTransportTest::tellsWhatPassesFromWhatIsFinal_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isFinal");

    QTest::newRow("no service") << QByteArray("greeting") << QByteArray("554 go away") << false;
    QTest::newRow("sender refused") << QByteArray("MAIL") << QByteArray("550 not you") << false;
    QTest::newRow("no such person")
        << QByteArray("RCPT") << QByteArray("550 5.1.1 unknown") << true;
    QTest::newRow("greylisted") << QByteArray("RCPT") << QByteArray("451 4.7.1 later") << false;
    QTest::newRow("data refused") << QByteArray("DATA") << QByteArray("554 no") << true;
    QTest::newRow("data later") << QByteArray("DATA") << QByteArray("421 later") << false;
    QTest::newRow("mail refused") << QByteArray("end") << QByteArray("552 too large") << true;
    QTest::newRow("mail later") << QByteArray("end") << QByteArray("452 full") << false;
    QTest::newRow("nonsense") << QByteArray("RCPT") << QByteArray("what?") << false;
}

void SmtpTransportTest::tellsWhatPassesFromWhatIsFinal()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    QFETCH(bool, isFinal);
    ScriptedServer server({{command, answer}});
    const bool isAnAnswer = answer.front() == '4' || answer.front() == '5';
    SmtpSettings settings = settingsFor(server);
    if (!isAnAnswer)
        settings.timeout = 2s; // It goes on waiting for one.

    const auto sent = deliver(settings);

    QVERIFY(!sent);
    QCOMPARE(sent.error().kind == Error::Kind::Unavailable, !isFinal);
    if (isAnAnswer)
        QVERIFY2(sent.error().detail.contains(QString::fromLatin1(answer)),
                 qPrintable(sent.error().detail));
}

void SmtpTransportTest::triesAgainWhenNobodyListens()
{
    const test::SilentPort port;
    SmtpSettings settings = settingsFor(ScriptedServer());
    settings.port = port.number();

    QCOMPARE(deliver(settings).error().kind, Error::Kind::Unavailable);
}

void SmtpTransportTest::insistsOnStartTls()
{
    ScriptedServer server;
    SmtpSettings settings = settingsFor(server);
    settings.security = SmtpSettings::Security::StartTls;
    settings.user = u"linnet"_s;
    settings.password = u"secret"_s;

    QCOMPARE(deliver(settings).error().kind, Error::Kind::Unavailable);

    QVERIFY(!server.hasHeard("MAIL"));
    QVERIFY(!server.hasHeard("AUTH"));
}

void SmtpTransportTest::givesUpOnASilentServer()
{
    ScriptedServer server({{"RCPT", {}}});
    SmtpSettings settings = settingsFor(server);
    settings.timeout = 300ms;

    QCOMPARE(deliver(settings).error().kind, Error::Kind::Unavailable);
}

void SmtpTransportTest::endsWhenItIsAsked()
{
    ScriptedServer server({{"RCPT", {}}});
    SmtpSettings settings = settingsFor(server);
    settings.timeout = 1h;
    std::stop_source stop;
    stop.request_stop();
    QElapsedTimer timer;
    timer.start();

    QCOMPARE(deliver(settings, stop.get_token()).error().kind, Error::Kind::Unavailable);

    QVERIFY(timer.elapsed() < test::Patience.count());
}

void SmtpTransportTest::sendsTheNextMailOverTheSameConnection()
{
    ScriptedServer server;
    SmtpTransport transport(settingsFor(server));

    for (int i = 0; i < 3; ++i) {
        server.mail.clear();
        QVERIFY(deliver(transport));
        QCOMPARE(server.mail, message().toBytes());
    }

    QCOMPARE(server.connections, 1);
    QVERIFY(!server.hasHeard("QUIT"));
}

void SmtpTransportTest::opensAnotherWhereTheServerHasHungUp()
{
    ScriptedServer server;
    SmtpTransport transport(settingsFor(server));
    QVERIFY(deliver(transport));
    server.sockets.front()->disconnectFromHost();
    QTRY_COMPARE(server.sockets.front()->state(), QAbstractSocket::UnconnectedState);

    QVERIFY(deliver(transport));

    QCOMPARE(server.connections, 2);
}

void SmtpTransportTest::blamesNoMailForAConnectionThatHasServed_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("hanging up") << QByteArray("MAIL") << QByteArray("421 4.4.2 closing");
    QTest::newRow("enough for one") << QByteArray("MAIL") << QByteArray("451 4.7.0 too many");
    QTest::newRow("later") << QByteArray("RCPT") << QByteArray("452 4.5.3 too many");
}

void SmtpTransportTest::blamesNoMailForAConnectionThatHasServed()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    ScriptedServer server;
    SmtpTransport transport(settingsFor(server));
    QVERIFY(deliver(transport));
    server.answers = {{command, answer}};
    connect(&server, &QTcpServer::newConnection, &server, [&] { server.answers.clear(); });

    QVERIFY(deliver(transport));

    QCOMPARE(server.connections, 2);
}

void SmtpTransportTest::asksOnceOnlyWhetherARecipientIsKnown()
{
    ScriptedServer server;
    SmtpTransport transport(settingsFor(server));
    QVERIFY(deliver(transport));
    server.answers = {{"RCPT", "550 5.1.1 unknown"}};

    QCOMPARE(deliver(transport).error().kind, Error::Kind::InvalidInput);

    QCOMPARE(server.connections, 1);
}

void SmtpTransportTest::hangsUpWhenNothingCame()
{
    ScriptedServer server;
    SmtpSettings settings = settingsFor(server);
    SmtpTransport patient(settings);
    settings.idle = 0ms;
    SmtpTransport impatient(settings);
    QVERIFY(deliver(patient));
    QVERIFY(deliver(impatient));

    elsewhere([&] { patient.rest(); });
    QVERIFY(!server.hasHeard("QUIT"));
    elsewhere([&] { impatient.rest(); });

    QTRY_VERIFY(server.hasHeard("QUIT"));
    QCOMPARE(server.commands.count("QUIT"), 1);
}

void SmtpTransportTest::probesWithoutAMail()
{
    ScriptedServer server;
    SmtpTransport transport(settingsFor(server));

    const auto answered = elsewhere([&] { return transport.probe({}); });

    QVERIFY(answered);
    QCOMPARE(
        *answered,
        u"127.0.0.1, port %1, answers (unencrypted) without a sign-in"_s.arg(server.serverPort()));
    QTRY_VERIFY(server.hasHeard("QUIT"));
    QVERIFY(server.hasHeard("NOOP"));
    QVERIFY(!server.hasHeard("MAIL"));
}

void SmtpTransportTest::probesTheSignIn()
{
    ScriptedServer server({{"EHLO", "250-here\r\n250 AUTH PLAIN"},
                           {"AUTH", "334 "},
                           {QByteArray("\0linnet\0secret", 14).toBase64(), "235 welcome"}});
    SmtpSettings settings = settingsFor(server);
    settings.user = u"linnet"_s;
    settings.password = u"secret"_s;
    SmtpTransport transport(settings);

    const auto answered = elsewhere([&] { return transport.probe({}); });

    QVERIFY2(answered, answered ? "" : qPrintable(answered.error().detail));
    QVERIFY(answered->endsWith(u"and takes the sign-in of linnet"_s));
    QVERIFY(server.hasHeard("AUTH"));
}

void SmtpTransportTest::saysWhyItIsNotLetIn()
{
    ScriptedServer server(
        {{"EHLO", "250-here\r\n250 AUTH PLAIN"}, {"AUTH", "535 5.7.8 who are you"}});
    SmtpSettings settings = settingsFor(server);
    settings.user = u"linnet"_s;
    settings.password = u"hunter2"_s;
    SmtpTransport transport(settings);

    const auto answered = elsewhere([&] { return transport.probe({}); });

    QVERIFY(!answered);
    QCOMPARE(answered.error().kind, Error::Kind::Unavailable);
    QCOMPARE(answered.error().detail, u"AUTH was answered with 535 5.7.8 who are you"_s);
}

void SmtpTransportTest::probesASilentServerForAWhile()
{
    ScriptedServer server({{"greeting", ""}});
    SmtpSettings settings = settingsFor(server);
    settings.timeout = 500ms;
    SmtpTransport transport(settings);
    QElapsedTimer timer;
    timer.start();

    QVERIFY(!elsewhere([&] { return transport.probe({}); }));
    QVERIFY(timer.elapsed() < test::Patience.count());

    std::stop_source stop;
    stop.request_stop();
    settings.timeout = 1h;
    SmtpTransport patient(settings);
    timer.start();
    QVERIFY(!elsewhere([&] { return patient.probe(stop.get_token()); }));
    QVERIFY(timer.elapsed() < test::Patience.count());
}

QTEST_GUILESS_MAIN(SmtpTransportTest)
#include "tst_smtptransport.moc"
