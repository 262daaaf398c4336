// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/contextcodec.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ContextCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatItWrote();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
};

void ContextCodecTest::readsWhatItWrote()
{
    const Context home{.server = u"https://chat.example.org"_s,
                       .device = u"linnetctl-1"_s,
                       .accessToken = "a.b.c",
                       .refreshToken = "r",
                       .userId = u"7"_s,
                       .userName = u"Zoë 🐦"_s,
                       .caFile = u"/etc/lan-ca.pem"_s};
    const Contexts written{.current = u"home"_s, .byName = {{u"home"_s, home}}};
    const auto read = parseContexts(toText(written));
    QVERIFY(read);
    QCOMPARE(read->current, u"home"_s);
    QCOMPARE(read->byName.size(), 1);
    const Context found = read->byName[u"home"_s];
    QCOMPARE(found.server, home.server);
    QCOMPARE(found.device, home.device);
    QCOMPARE(found.accessToken, home.accessToken);
    QCOMPARE(found.refreshToken, home.refreshToken);
    QCOMPARE(found.userId, home.userId);
    QCOMPARE(found.userName, home.userName);
    QCOMPARE(found.caFile, home.caFile);
}

void ContextCodecTest::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"version":1,"contexts":{)");
    QTest::newRow("newer") << QByteArray(R"({"version":2,"contexts":{}})");
    QTest::newRow("a list") << QByteArray(R"({"version":1,"contexts":[]})");
}

void ContextCodecTest::refusesOtherTexts()
{
    QFETCH(QByteArray, text);
    const auto read = parseContexts(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, "configuration"_L1);
}

QTEST_GUILESS_MAIN(ContextCodecTest)
#include "tst_contextcodec.moc"
