// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/effectiveconfig.h"

#include <QFile>
#include <QNetworkInterface>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

class EffectiveConfigTest : public QObject
{
    Q_OBJECT

private slots:
    void parseListen_data();
    void parseListen();
    void theCommandLineGoesBeforeTheFile();
    void listensWhereClientsOfEachFamilyLook();
    void listensOnceOnAPort();
    void pathsAreInTheDataDirectory();
    void anAbsolutePathStays();
    void systemdSaysWhereStateIs();
    void refusesToBeReachable_data();
    void refusesToBeReachable();
    void aProfileGoesBeforeTheFile();
    void passesOnWhatIsWrongWithTheFile();
    void knowsWhoSaidWhat();
    void takesWhatIsStoredWhereNothingElseIsSaid();
    void leavesOutWhatMakesNoSense();
    void refusesWhatDoesNotGoTogether();

private:
    QString file(const QByteArray &text);

    QTemporaryDir m_folder;
};

QString EffectiveConfigTest::file(const QByteArray &text)
{
    QFile file(m_folder.filePath(u"linnetd.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("No file to read");
    return file.fileName();
}

void EffectiveConfigTest::parseListen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address"); // Empty: refused.
    QTest::addColumn<int>("port");

    QTest::newRow("IPv4") << u"127.0.0.1:3000"_s << u"127.0.0.1"_s << 3000;
    QTest::newRow("IPv6") << u"[::1]:80"_s << u"::1"_s << 80;
    QTest::newRow("free port") << u"127.0.0.1:0"_s << u"127.0.0.1"_s << 0;
    QTest::newRow("largest port") << u"127.0.0.1:65535"_s << u"127.0.0.1"_s << 65535;
    QTest::newRow("port too large") << u"127.0.0.1:65536"_s << QString() << 0;
    QTest::newRow("no port") << u"127.0.0.1"_s << QString() << 0;
    QTest::newRow("only a port") << u"3000"_s << QString() << 0;
    QTest::newRow("IPv6 without brackets") << u"::1:80"_s << QString() << 0;
    QTest::newRow("name") << u"localhost:80"_s << QString() << 0;
    QTest::newRow("no such address") << u"300.0.0.1:80"_s << QString() << 0;
    QTest::newRow("empty") << QString() << QString() << 0;
}

void EffectiveConfigTest::parseListen()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QFETCH(int, port);

    const auto listener = linnet::parseListen(text);

    QCOMPARE(listener ? listener->address.toString() : QString(), address);
    QCOMPARE(listener ? int(listener->port) : 0, port);
}

void EffectiveConfigTest::theCommandLineGoesBeforeTheFile()
{
    Options options;
    options.configFile = file(
        "[node]\ndataDirectory = \"/nowhere\"\n[[listener]]\nport = 1\n[[listener]]\nport = 2\n");
    options.dataDirectory = u"/elsewhere"_s;
    options.listen = u"127.0.0.1:5"_s;

    const auto config = effectiveConfig(options);

    QVERIFY(config);
    QCOMPARE(config->node.dataDirectory, u"/elsewhere"_s);
    QCOMPARE(config->listeners.size(), size_t(1));
    QCOMPARE(config->listeners[0].port, quint16(5));
}

void EffectiveConfigTest::listensWhereClientsOfEachFamilyLook()
{
    Options options;
    options.hasCompatiblePorts = true;
    options.listen = u"127.0.0.1:5"_s;

    const auto config = effectiveConfig(options);

    QVERIFY(config);
    std::vector<quint16> ports;
    for (const Config::Listener &listener : config->listeners) {
        QVERIFY(listener.address.isLoopback());
        if (listener.address == QHostAddress(QHostAddress::LocalHost))
            ports.push_back(listener.port);
        const bool isOfOneFamily = listener.port == 3004 || listener.port == 3005;
        QCOMPARE(listener.dialects.value(0), isOfOneFamily ? u"whispr"_s : QString());
        QCOMPARE(listener.dialects.size(), isOfOneFamily ? 5 : 0);
    }
    QCOMPARE(ports, (std::vector<quint16>{5, 3000, 3004, 3005, 5000, 5001, 5002}));
    const bool hasIpv6 =
        QNetworkInterface::allAddresses().contains(QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(config->listeners.size(), size_t(hasIpv6 ? 13 : 7));
}

void EffectiveConfigTest::listensOnceOnAPort()
{
    Options options;
    options.hasCompatiblePorts = true;
    options.configFile = file("[[listener]]\naddress = \"0.0.0.0\"\nport = 3000\n"
                              "[[listener]]\naddress = \"127.0.0.1\"\nport = 5001\n");

    const auto config = effectiveConfig(options);

    QVERIFY(config);
    const auto countOf = [&](quint16 port) {
        return std::count_if(config->listeners.begin(), config->listeners.end(),
                             [port](const Config::Listener &listener) {
                                 return listener.port == port
                                     && listener.address.protocol()
                                     == QAbstractSocket::IPv4Protocol;
                             });
    };
    QCOMPARE(countOf(3000), 1);
    QCOMPARE(countOf(5001), 1);
    QCOMPARE(countOf(5002), 1);
}

void EffectiveConfigTest::pathsAreInTheDataDirectory()
{
    Options options;
    options.dataDirectory = u"/data"_s;
    const auto config = effectiveConfig(options);
    QVERIFY(config);
    QCOMPARE(config->storage.database, u"/data/linnet.db"_s);
    QCOMPARE(config->media.directory, u"/data/media"_s);
    QCOMPARE(config->operatorSocket, u"/data/operator.sock"_s);
}

void EffectiveConfigTest::anAbsolutePathStays()
{
    Options options;
    options.dataDirectory = u"/data"_s;
    options.configFile =
        file("[media]\ndirectory = \"/big/media\"\n[operator]\nsocket = \"/run/linnet.sock\"\n");
    const auto config = effectiveConfig(options);
    QVERIFY(config);
    QCOMPARE(config->media.directory, u"/big/media"_s);
    QCOMPARE(config->operatorSocket, u"/run/linnet.sock"_s);
}

void EffectiveConfigTest::systemdSaysWhereStateIs()
{
    qputenv("STATE_DIRECTORY", "/var/lib/linnet");
    const auto config = effectiveConfig({});
    qunsetenv("STATE_DIRECTORY");
    QVERIFY(config);
    QCOMPARE(config->node.dataDirectory, u"/var/lib/linnet"_s);
}

void EffectiveConfigTest::refusesToBeReachable_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("isDevelopment");
    QTest::addColumn<bool>("isForced");
    QTest::addColumn<int>("profile");
    QTest::addColumn<bool>("isAccepted");

    const int none = int(Profile::None);
    QTest::newRow("production anywhere") << u"0.0.0.0:1"_s << false << false << none << true;
    QTest::newRow("development at home") << u"127.0.0.1:1"_s << true << false << none << true;
    QTest::newRow("development at home, IPv6") << u"[::1]:1"_s << true << false << none << true;
    QTest::newRow("development anywhere") << u"0.0.0.0:1"_s << true << false << none << false;
    QTest::newRow("development outside") << u"192.0.2.1:1"_s << true << false << none << false;
    QTest::newRow("development anywhere, forced") << u"0.0.0.0:1"_s << true << true << none << true;
    for (const QString &name : profileNames()) {
        const int profile = int(*parseProfile(name));
        QTest::addRow("profile %s at home", qPrintable(name))
            << u"127.0.0.1:1"_s << false << false << profile << true;
        QTest::addRow("profile %s anywhere, forced", qPrintable(name))
            << u"[::]:1"_s << false << true << profile << false;
    }
}

void EffectiveConfigTest::refusesToBeReachable()
{
    QFETCH(QString, listen);
    QFETCH(bool, isDevelopment);
    QFETCH(bool, isForced);
    QFETCH(int, profile);
    QFETCH(bool, isAccepted);
    Options options;
    options.listen = listen;
    options.isDevelopment = isDevelopment;
    options.isForced = isForced;
    options.profile = Profile(profile);

    QCOMPARE(effectiveConfig(options).has_value(), isAccepted);
}

void EffectiveConfigTest::aProfileGoesBeforeTheFile()
{
    Options options;
    options.configFile = file("[socketio]\npingInterval = 9000\n");
    options.profile = Profile::Protocol;
    const auto config = effectiveConfig(options);
    QVERIFY(config);
    QCOMPARE(config->socketIo.pingInterval, std::chrono::milliseconds(300));
}

void EffectiveConfigTest::passesOnWhatIsWrongWithTheFile()
{
    Options options;
    options.configFile = file("[node]\nid = true\n");
    const auto config = effectiveConfig(options);
    QVERIFY(!config);
    QCOMPARE(config.error().message,
             options.configFile + u":2:6: node.id must be a whole number"_s);
}

void EffectiveConfigTest::knowsWhoSaidWhat()
{
    Options options;
    options.configFile = file("[otp]\nlength = 8\n");
    options.profile = Profile::App;
    const auto config = effectiveConfig(options);
    QVERIFY(config);
    QCOMPARE(config->origins.value(u"otp.length"_s), SettingOrigin::File);
    QCOMPARE(config->origins.value(u"cors.origins"_s), SettingOrigin::CommandLine);
    QVERIFY(!config->origins.contains(u"otp.lifetime"_s));
}

void EffectiveConfigTest::takesWhatIsStoredWhereNothingElseIsSaid()
{
    Options options;
    options.configFile = file("[otp]\nlength = 8\n");
    const auto config =
        withStored(*effectiveConfig(options), {{u"otp.length"_s, 4}, {u"otp.attempts"_s, 5}});
    QVERIFY(config);
    QCOMPARE(config->otp.length, 8);
    QCOMPARE(config->otp.attempts, 5);
    QCOMPARE(config->origins.value(u"otp.length"_s), SettingOrigin::File);
    QCOMPARE(config->origins.value(u"otp.attempts"_s), SettingOrigin::Database);
}

//! An older or newer server has stored it, or somebody has written into the database.
void EffectiveConfigTest::leavesOutWhatMakesNoSense()
{
    QTest::ignoreMessage(QtWarningMsg,
                         "A stored setting is left out: otp.length must be from 4 to 10");
    const auto config = withStored({},
                                   {{u"otp.length"_s, 99},
                                    {u"otp.attempts"_s, 5},
                                    {u"otp.command"_s, u"/bin/sh"_s},
                                    {u"no.such"_s, 1}});
    QVERIFY(config);
    QCOMPARE(config->otp.length, 6);
    QCOMPARE(config->otp.attempts, 5);
    QVERIFY(config->otp.command.isEmpty());
}

void EffectiveConfigTest::refusesWhatDoesNotGoTogether()
{
    const auto config =
        withStored({}, {{u"otp.sender"_s, u"webhook"_s}, {u"mail.host"_s, u"mail.example.org"_s}});
    QCOMPARE(config.error().message,
             u"otp.sender is \"webhook\", so it needs webhook beside it; mail.host needs from "
             "beside it"_s);
}

QTEST_GUILESS_MAIN(EffectiveConfigTest)
#include "tst_effectiveconfig.moc"
