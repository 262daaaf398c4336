// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/target.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class TargetTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void prefersOptionsToTheEnvironmentToTheFile_data();
    void prefersOptionsToTheEnvironmentToTheFile();
    void sendsATokenOnlyWhereItBelongs();
    void wantsOneServer();
    void knowsTheUsualSocket();
    void trustsWhomItIsTold();
    void refusesAuthoritiesThatItCannotUse_data();
    void refusesAuthoritiesThatItCannotUse();

private:
    const Contexts m_contexts{
        u"file"_s,
        {{u"file"_s, {u"https://file.example"_s, {}, "of the file", {}, {}, {}}},
         {u"env"_s, {u"https://env.example"_s, {}, {}, {}, {}, {}}},
         {u"flag"_s, {u"https://flag.example"_s, {}, {}, {}, {}, {}}}}};
};

void TargetTest::init()
{
    for (const char *name : {"LINNET_SERVER", "LINNET_CONTEXT", "LINNET_TOKEN", "LINNET_CA_FILE"})
        qunsetenv(name);
}

void TargetTest::prefersOptionsToTheEnvironmentToTheFile_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QByteArray>("serverOfEnvironment");
    QTest::addColumn<QByteArray>("contextOfEnvironment");
    QTest::addColumn<QString>("chosen");

    const QString none;
    const QByteArray unset;
    QTest::newRow("file") << none << none << unset << unset << u"https://file.example"_s;
    QTest::newRow("context of the environment")
        << none << none << unset << QByteArray("env") << u"https://env.example"_s;
    QTest::newRow("server of the environment") << none << none << QByteArray("https://e.example")
                                               << QByteArray("env") << u"https://e.example"_s;
    QTest::newRow("context") << none << u"flag"_s << QByteArray("https://e.example")
                             << QByteArray("env") << u"https://flag.example"_s;
    QTest::newRow("server") << u"https://f.example"_s << none << QByteArray("https://e.example")
                            << QByteArray("env") << u"https://f.example"_s;
}

void TargetTest::prefersOptionsToTheEnvironmentToTheFile()
{
    QFETCH(QByteArray, serverOfEnvironment);
    QFETCH(QByteArray, contextOfEnvironment);
    qputenv("LINNET_SERVER", serverOfEnvironment);
    qputenv("LINNET_CONTEXT", contextOfEnvironment);
    QFETCH(QString, server);
    QFETCH(QString, context);
    GlobalOptions options;
    options.server = server;
    options.context = context;

    const auto target = chooseTarget(options, m_contexts);

    QVERIFY(target);
    QTEST(target->server.url, "chosen");
}

void TargetTest::sendsATokenOnlyWhereItBelongs()
{
    GlobalOptions other;
    other.server = u"https://file.example"_s;
    QVERIFY(chooseTarget(other, m_contexts)->context.accessToken.isEmpty());
    QCOMPARE(chooseTarget({}, m_contexts)->context.accessToken, "of the file");

    qputenv("LINNET_TOKEN", " given\n");
    QCOMPARE(chooseTarget({}, m_contexts)->token, "given");
    GlobalOptions local;
    local.local = u"/run/a.sock"_s;
    QCOMPARE(chooseTarget(local, m_contexts)->token, QByteArray());
}

void TargetTest::wantsOneServer()
{
    GlobalOptions options;
    options.server = u"https://a.example"_s;
    options.context = u"file"_s;
    QCOMPARE(chooseTarget(options, m_contexts).error().code, "usage"_L1);
    QCOMPARE(chooseTarget({}, {}).error().code, "configuration"_L1);
    options.context.clear();
    options.server = u"a b"_s;
    QCOMPARE(chooseTarget(options, m_contexts).error().code, "server_address"_L1);
}

void TargetTest::knowsTheUsualSocket()
{
    qputenv("XDG_DATA_HOME", "/data");
    GlobalOptions options;
    options.local = LocalDefault;
    QCOMPARE(chooseTarget(options, {})->server.socketPath, u"/data/linnet/operator.sock"_s);
}

void TargetTest::trustsWhomItIsTold()
{
    QTemporaryDir folder;
    const auto makeFile = [&](const QString &name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) ? file.fileName() : QString();
    };
    Contexts contexts = m_contexts;
    contexts.byName[u"file"_s].caFile = u"/kept.pem"_s;
    QCOMPARE(chooseTarget({}, m_contexts)->server.caFile, QString());
    QCOMPARE(chooseTarget({}, contexts)->server.caFile, u"/kept.pem"_s);

    const QString ofEnvironment = makeFile(u"env.pem"_s);
    qputenv("LINNET_CA_FILE", ofEnvironment.toLocal8Bit());
    QCOMPARE(chooseTarget({}, contexts)->server.caFile, ofEnvironment);
    GlobalOptions options;
    options.caFile = QDir::current().relativeFilePath(makeFile(u"flag.pem"_s));
    QCOMPARE(chooseTarget(options, contexts)->server.caFile, folder.filePath(u"flag.pem"_s));

    GlobalOptions plain;
    plain.server = u"http://127.0.0.1:3000"_s;
    QCOMPARE(chooseTarget(plain, contexts)->server.caFile, QString());
}

void TargetTest::refusesAuthoritiesThatItCannotUse_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QLatin1String>("code");

    const QString some = QFile::decodeName(__FILE__);
    QTest::newRow("missing") << u"https://a.example"_s << u"/no/such/file"_s << "io"_L1;
    QTest::newRow("folder") << u"https://a.example"_s << u"/"_s << "io"_L1;
    QTest::newRow("without TLS") << u"http://a.example"_s << some << "usage"_L1;
    QTest::newRow("socket") << u"unix:/run/a.sock"_s << some << "usage"_L1;
}

void TargetTest::refusesAuthoritiesThatItCannotUse()
{
    QFETCH(QString, server);
    QFETCH(QString, file);
    GlobalOptions options;
    options.server = server;
    options.caFile = file;
    QTEST(chooseTarget(options, m_contexts).error().code, "code");
}

QTEST_GUILESS_MAIN(TargetTest)
#include "tst_target.moc"
