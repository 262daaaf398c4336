// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/profile.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ProfileTest : public QObject
{
    Q_OBJECT

private slots:
    void setsTheTimers_data();
    void setsTheTimers();
    void onlyEio3AllowsEio3();
    void onlyAppLimitsRates();
    void onlyAppTrustsTokensWithoutASession();
    void everyNameIsAProfile();
    void anUnknownNameIsNone();
};

void ProfileTest::setsTheTimers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("timeout");

    QTest::newRow("protocol") << u"protocol"_s << 300 << 200;
    QTest::newRow("eio3") << u"eio3"_s << 300 << 200;
    QTest::newRow("client-suite") << u"client-suite"_s << 2000 << 20000;
    QTest::newRow("app keeps the production timers") << u"app"_s << 25000 << 60000;
}

void ProfileTest::setsTheTimers()
{
    QFETCH(QString, name);
    QFETCH(int, interval);
    QFETCH(int, timeout);
    Config config;

    applyProfile(*parseProfile(name), config);

    QCOMPARE(config.socketIo.pingInterval, std::chrono::milliseconds(interval));
    QCOMPARE(config.socketIo.pingTimeout, std::chrono::milliseconds(timeout));
    QCOMPARE(config.socketIo.maxPayload, qint64(1'000'000));
}

void ProfileTest::onlyEio3AllowsEio3()
{
    for (const QString &name : profileNames()) {
        Config config;
        config.socketIo.allowEio3 = name == u"app"; // It keeps what the file says.
        applyProfile(*parseProfile(name), config);
        QCOMPARE(config.socketIo.allowEio3, name == u"eio3" || name == u"app");
    }
}

void ProfileTest::onlyAppLimitsRates()
{
    for (const QString &name : profileNames()) {
        Config config;
        applyProfile(*parseProfile(name), config);
        QCOMPARE(config.rateLimits, name == u"app");
    }
}

void ProfileTest::onlyAppTrustsTokensWithoutASession()
{
    for (const QString &name : profileNames()) {
        Config config;
        applyProfile(*parseProfile(name), config);
        QCOMPARE(config.auth.requireSession, name != u"app");
        QCOMPARE(config.auth.mayKeyBeOpen, name == u"app");
    }
}

void ProfileTest::everyNameIsAProfile()
{
    for (const QString &name : profileNames())
        QVERIFY(parseProfile(name));
    QCOMPARE(profileNames().size(), 4);
}

void ProfileTest::anUnknownNameIsNone()
{
    QVERIFY(!parseProfile(u"none"_s));
    QVERIFY(!parseProfile(QString()));
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
