// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configfile.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString exampleFile()
{
    return QStringLiteral(SOURCE_ROOT "/resources/linnetd.conf");
}

//! \return the example with every setting that is commented out put in force.
QByteArray exampleInForce()
{
    QFile file(exampleFile());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression commentedOut(u"^#([A-Za-z0-9]+ = )"_s,
                                                 QRegularExpression::MultilineOption);
    return text.replace(commentedOut, u"\\1"_s).toUtf8();
}

void compare(const Config &a, const Config &b)
{
    QCOMPARE(a.node.id, b.node.id);
    QCOMPARE(a.node.publicUrl, b.node.publicUrl);
    QCOMPARE(a.storage.database, b.storage.database);
    QCOMPARE(a.storage.readers, b.storage.readers);
    QCOMPARE(a.socketIo.path, b.socketIo.path);
    QCOMPARE(a.socketIo.pingInterval, b.socketIo.pingInterval);
    QCOMPARE(a.socketIo.pingTimeout, b.socketIo.pingTimeout);
    QCOMPARE(a.socketIo.connectTimeout, b.socketIo.connectTimeout);
    QCOMPARE(a.socketIo.maxPayload, b.socketIo.maxPayload);
    QCOMPARE(a.socketIo.transports, b.socketIo.transports);
    QCOMPARE(a.socketIo.allowEio3, b.socketIo.allowEio3);
    QCOMPARE(a.socketIo.userId, b.socketIo.userId);
    QCOMPARE(a.socketIo.userIdWindow, b.socketIo.userIdWindow);
    QCOMPARE(a.operatorSocket, b.operatorSocket);
    QCOMPARE(a.threads, b.threads);
    QCOMPARE(a.jsonBody, b.jsonBody);
    QCOMPARE(a.jsonWithFile, b.jsonWithFile);
    QCOMPARE(a.socketsPerSession, b.socketsPerSession);
    QCOMPARE(a.longestOnlineList, b.longestOnlineList);
    QCOMPARE(a.rateLimits, b.rateLimits);
    QCOMPARE(a.trustedProxies, b.trustedProxies);
    QCOMPARE(a.auth.issuer, b.auth.issuer);
    QCOMPARE(a.auth.audience, b.auth.audience);
    QCOMPARE(a.auth.accessLifetime, b.auth.accessLifetime);
    QCOMPARE(a.auth.refreshLifetime, b.auth.refreshLifetime);
    QCOMPARE(a.auth.requireSession, b.auth.requireSession);
    QCOMPARE(a.otp.length, b.otp.length);
    QCOMPARE(a.otp.lifetime, b.otp.lifetime);
    QCOMPARE(a.otp.cooldown, b.otp.cooldown);
    QCOMPARE(a.otp.attempts, b.otp.attempts);
    QCOMPARE(a.otp.sender, b.otp.sender);
    QCOMPARE(a.corsOrigins, b.corsOrigins);
    QCOMPARE(a.web.directory, b.web.directory);
    QCOMPARE(a.web.contentSecurityPolicy, b.web.contentSecurityPolicy);
    QCOMPARE(a.media.directory, b.media.directory);
    QCOMPARE(a.media.largestUpload, b.media.largestUpload);
    QCOMPARE(a.media.uploadGrace, b.media.uploadGrace);
    QCOMPARE(a.media.greatestAge, b.media.greatestAge);
    QCOMPARE(a.media.budget, b.media.budget);
    QCOMPARE(a.media.sweepInterval, b.media.sweepInterval);
    QCOMPARE(a.mail.host, b.mail.host);
    QCOMPARE(a.mail.port, b.mail.port);
    QCOMPARE(a.mail.security, b.mail.security);
    QCOMPARE(a.mail.timeout, b.mail.timeout);
    QCOMPARE(a.mail.language, b.mail.language);
    QCOMPARE(a.mail.requestPause, b.mail.requestPause);
    QCOMPARE(a.mail.awayAfter, b.mail.awayAfter);
    QCOMPARE(a.mail.awayEvery, b.mail.awayEvery);
    QCOMPARE(a.log.level, b.log.level);
    QCOMPARE(a.log.format, b.log.format);
}

void compare(const net::Limits &a, const net::Limits &b)
{
    QCOMPARE(a.requestLine, b.requestLine);
    QCOMPARE(a.headBytes, b.headBytes);
    QCOMPARE(a.headFields, b.headFields);
    QCOMPARE(a.outputHigh, b.outputHigh);
    QCOMPARE(a.outputMost, b.outputMost);
    QCOMPARE(a.head, b.head);
    QCOMPARE(a.bodyWindow, b.bodyWindow);
    QCOMPARE(a.bodyRate, b.bodyRate);
    QCOMPARE(a.keepAlive, b.keepAlive);
    QCOMPARE(a.stalledOutput, b.stalledOutput);
    QCOMPARE(a.connections, b.connections);
    QCOMPARE(a.connectionsPerAddress, b.connectionsPerAddress);
}

} // namespace

class ConfigFileTest : public QObject
{
    Q_OBJECT

private slots:
    void theExampleStatesTheDefaults_data();
    void theExampleStatesTheDefaults();
    void readsSeveralListeners();
    void readsWhatIsDifferentAtAListener();
    void readsThePublicUrl_data();
    void readsThePublicUrl();
    void readsDurations_data();
    void readsDurations();
    void refuses_data();
    void refuses();
    void namesEveryMistakeAtOnce();
    void refusesAFileThatIsNotThere();
    void refusesACertificateWithoutItsKey();
};

void ConfigFileTest::theExampleStatesTheDefaults_data()
{
    QTest::addColumn<QByteArray>("text");

    QFile file(exampleFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QTest::newRow("as it is") << file.readAll();
    QTest::newRow("every line in force") << exampleInForce();
}

void ConfigFileTest::theExampleStatesTheDefaults()
{
    QFETCH(QByteArray, text);

    const auto config = parseConfig(text, u"linnetd.conf"_s);

    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    compare(*config, Config());
    compare(config->limits, net::Limits());
    QCOMPARE(config->listeners.size(), size_t(1));
    QCOMPARE(config->listeners[0].address, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(config->listeners[0].port, quint16(3000));
}

void ConfigFileTest::readsSeveralListeners()
{
    const auto config =
        parseConfig("[[listener]]\nport = 1\n[[listener]]\naddress = \"::1\"\n", {});
    QVERIFY(config);
    QCOMPARE(config->listeners.size(), size_t(2));
    QCOMPARE(config->listeners[0].port, quint16(1));
    QCOMPARE(config->listeners[1].address, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(config->listeners[1].port, quint16(3000));
    QVERIFY(config->listeners[1].dialects.isEmpty());
    QCOMPARE(config->listeners[1].apiAuthLogin, u"session"_s);
}

void ConfigFileTest::readsWhatIsDifferentAtAListener()
{
    const auto config =
        parseConfig("[[listener]]\ndialects = [\"cookie\", \"mern\"]\npingInterval = \"5s\"\n"
                    "apiAuthLogin = \"otp\"\n",
                    {});
    QVERIFY(config);
    QCOMPARE(config->listeners[0].dialects, (QStringList{u"cookie"_s, u"mern"_s}));
    QCOMPARE(config->listeners[0].pingInterval, 5s);
    QCOMPARE(config->listeners[0].apiAuthLogin, u"otp"_s);
}

void ConfigFileTest::readsThePublicUrl_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("publicUrl");

    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("as browsers write it")
        << QByteArray("https://chat.example.org:8443") << u"https://chat.example.org:8443"_s;
    QTest::newRow("with a slash and capitals")
        << QByteArray("HTTPS://Chat.Example.org/") << u"https://chat.example.org"_s;
    QTest::newRow("of other letters") << QByteArray("http://b\xc3\xbc"
                                                    "cher.example")
                                      << u"http://xn--bcher-kva.example"_s;
}

void ConfigFileTest::readsThePublicUrl()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, publicUrl);
    const auto config = parseConfig("[node]\npublicUrl = \"" + value + "\"\n", {});
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(config->node.publicUrl, publicUrl);
}

void ConfigFileTest::readsDurations_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("number") << QByteArray("1500") << qint64(1500);
    QTest::newRow("milliseconds") << QByteArray("\"1500ms\"") << qint64(1500);
    QTest::newRow("seconds") << QByteArray("\"90s\"") << qint64(90'000);
    QTest::newRow("minutes, apart") << QByteArray("\"15 m\"") << qint64(900'000);
    QTest::newRow("hours") << QByteArray("\"12h\"") << qint64(43'200'000);
    QTest::newRow("days") << QByteArray("\"1d\"") << qint64(86'400'000);
}

void ConfigFileTest::readsDurations()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, milliseconds);

    const auto config = parseConfig("[auth]\naccessLifetime = " + value + '\n', {});

    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(qint64(config->auth.accessLifetime.count()), milliseconds);
}

void ConfigFileTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");

    const auto row = [](const char *name, const char *text, const QString &problem) {
        QTest::newRow(name) << QByteArray(text) << problem;
    };
    row("unknown section", "\n[strage]\n",
        u"f:2:2: strage is not known; did you mean \"storage\"?"_s);
    row("unknown key", "[otp]\nlenght = 6\n",
        u"f:2:1: otp.lenght is not known; did you mean \"length\"?"_s);
    row("unknown key, like none", "[otp]\nqwertyuiop = 6\n",
        u"f:2:1: otp.qwertyuiop is not known"_s);
    row("key at the top", "port = 1\n", u"f:1:1: port is not known"_s);
    row("wrong type", "[node]\n  id = \"one\"\n", u"f:2:8: node.id must be a whole number"_s);
    row("number for text", "[auth]\nissuer = 5\n",
        u"f:2:10: auth.issuer must be a text in quotes"_s);
    row("number for truth", "[auth]\nrequireSession = 1\n",
        u"f:2:18: auth.requireSession must be true or false"_s);
    row("out of range", "[node]\nid = 1024\n", u"f:2:6: node.id must be from 0 to 1023"_s);
    row("far out of range", "[node]\nid = 4294967296\n",
        u"f:2:6: node.id must be from 0 to 1023"_s);
    row("duration out of range", "[otp]\nlifetime = \"11m\"\n",
        u"f:2:12: otp.lifetime must be from 10000 to 600000 ms"_s);
    row("duration without unit", "[otp]\nlifetime = \"11\"\n",
        u"f:2:12: otp.lifetime must be a number of milliseconds, or a text such as \"90s\" or "
        u"\"15m\""_s);
    row("choice", "[log]\nlevel = \"warn\"\n",
        u"f:2:9: log.level must be one of \"debug\", \"info\", \"warning\", \"error\", not \"warn\""_s);
    row("list member", "[socketio]\ntransports = [\"polling\", \"websockets\"]\n",
        u"f:2:26: socketio.transports may contain \"polling\", \"websocket\", not \"websockets\"; "
        u"did "
        u"you mean \"websocket\"?"_s);
    row("empty list", "[socketio]\ntransports = []\n",
        u"f:2:14: socketio.transports must name at least one"_s);
    row("mixed list", "[cors]\norigins = [\"*\", 1]\n",
        u"f:2:11: cors.origins must be a list of texts in quotes"_s);
    row("address", "[[listener]]\naddress = \"localhost\"\n",
        u"f:2:11: listener.address must be an IPv4 or IPv6 address, not \"localhost\""_s);
    row("one listener, not a list", "[listener]\nport = 1\n",
        u"f:1:1: listener must be written [[listener]], once for each address"_s);
    row("section that is a value", "log = 1\n", u"f:1:7: log must be a section"_s);
    row("sender without its command", "[otp]\nsender = \"command\"\n",
        u"f:2:10: otp.sender is \"command\", so it needs command beside it"_s);
    row("unknown dialect", "[[listener]]\ndialects = [\"cookies\"]\n",
        u"f:2:13: listener.dialects may contain \"phone\", \"mailotp\", \"cookie\", \"mern\", "
        u"\"whispr\", not \"cookies\"; did you mean \"cookie\"?"_s);
    row("web client that is not there", "[web]\ndirectory = \"/nowhere/at/all\"\n",
        u"f:2:13: web.directory names no folder: /nowhere/at/all"_s);
    row("policy of two lines", "[web]\ncontentSecurityPolicy = \"a\\nb\"\n",
        u"f:2:25: web.contentSecurityPolicy must be one line of ASCII characters"_s);
    row("public URL with a path", "[node]\npublicUrl = \"https://example.org/chat\"\n",
        u"f:2:13: node.publicUrl must be http:// or https:// and a host, not "
        u"\"https://example.org/chat\""_s);
    row("public URL of another kind", "[node]\npublicUrl = \"chat.example.org\"\n",
        u"f:2:13: node.publicUrl must be http:// or https:// and a host, not "
        u"\"chat.example.org\""_s);
    row("network that is none", "[limits]\ntrustedProxies = [\"the office\"]\n",
        u"f:2:18: limits.trustedProxies is of no use: \"the office\" is neither an address nor a "
        "network"_s);
    row("certificate that is not there",
        "[[listener]]\nkey = \"/etc/hostname\"\ncertificate = \"/nowhere\"\n",
        u"f:3:15: listener.certificate names a file that cannot be read: /nowhere"_s);
    row("key of TLS that others can read",
        "[[listener]]\nkey = \"/etc/hostname\"\ncertificate = \"/etc/hostname\"\n",
        u"f:3:15: listener.certificate is of no use: The TLS file /etc/hostname cannot be used: "
        "other users may read it."_s);
    row("signing key that is none", "[auth]\nkeyFile = \"/etc/hostname\"\n",
        u"f:2:11: auth.keyFile is of no use: This is not a usable RSA key. Not an unencrypted PEM "
        "private key, or not a key at all."_s);
    row("watermarks crossed", "[limits]\noutputHigh = 2000000\n",
        u"f:2:14: limits.outputHigh must not be above outputMost"_s);
    row("backups that are not encrypted", "[backup]\ndirectory = \"/srv\"\n",
        u"f:2:13: backup.directory needs recipientFile or passphraseFile beside it"_s);
    row("a recipient that is not there", "[backup]\nrecipientFile = \"/nowhere\"\n",
        u"f:2:17: backup.recipientFile names a file that cannot be read: /nowhere"_s);
    row("mail server that is a URL", "[mail]\nhost = \"smtp://h\"\nfrom = \"a@b.c\"\n",
        u"f:2:8: mail.host must be the name or the address of a mail server"_s);
    row("mail server without a sender", "[mail]\nhost = \"mail.example.org\"\n",
        u"f:2:8: mail.host needs from beside it"_s);
    row("sender in two lines", "[mail]\nfrom = \"A\\r\\nBcc: x <a@b.c>\"\n",
        u"f:2:8: mail.from must be an address, or \"Name <address>\""_s);
    row("user without a password", "[mail]\nuser = \"me\"\n",
        u"f:2:8: mail.user needs the other of user and passwordFile beside it"_s);
    row("password in the clear",
        "[mail]\nhost = \"h\"\nfrom = \"a@b.c\"\nuser = \"me\"\npasswordFile = \"/dev/null\"\n"
        "security = \"none\"\n",
        u"f:6:12: mail.security must not be \"none\" where a password is sent"_s);
}

void ConfigFileTest::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);

    const auto config = parseConfig(text, u"f"_s);

    QVERIFY(!config);
    QCOMPARE(config.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(config.error().message, problem);
}

void ConfigFileTest::namesEveryMistakeAtOnce()
{
    const auto config = parseConfig("[node]\nid = -1\n[log]\nlevle = \"info\"\n", u"f"_s);
    QVERIFY(!config);
    QCOMPARE(config.error().message.split(u'\n').size(), 2);
}

void ConfigFileTest::refusesAFileThatIsNotThere()
{
    const QTemporaryDir folder;
    const auto config = readConfigFile(folder.filePath(u"none.conf"_s));
    QVERIFY(!config);
    QVERIFY(config.error().message.contains(u"none.conf"_s));
}

void ConfigFileTest::refusesACertificateWithoutItsKey()
{
    const auto config = parseConfig("[[listener]]\ncertificate = \"/etc/hostname\"\n", u"f"_s);
    QVERIFY(!config);
    QCOMPARE(config.error().message,
             u"f:2:15: listener.certificate needs the other of certificate and key beside it"_s);
}

QTEST_GUILESS_MAIN(ConfigFileTest)
#include "tst_configfile.moc"
