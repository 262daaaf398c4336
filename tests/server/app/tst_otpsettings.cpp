// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/effectiveconfig.h"
#include "server/app/otpsettings.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class OtpSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void makeThePolicyThatIsTheDefault();
    void makeThePolicyThatIsSaid();
    void areTheSameCodeInDevelopment();
    void refuseWhatDoesNotGoTogether_data();
    void refuseWhatDoesNotGoTogether();
    void acceptWhatGoesTogether();
};

void OtpSettingsTest::makeThePolicyThatIsTheDefault()
{
    QCOMPARE(codePolicy({}, {}), CodePolicy());
}

void OtpSettingsTest::makeThePolicyThatIsSaid()
{
    const auto config = withStored({},
                                   {{u"otp.length"_s, 8},
                                    {u"otp.alphabet"_s, u"letters"_s},
                                    {u"otp.lifetime"_s, 90'000},
                                    {u"otp.attempts"_s, 2},
                                    {u"otp.cooldown"_s, 5'000},
                                    {u"otp.destinationPerHour"_s, 1},
                                    {u"otp.destinationPerDay"_s, 2},
                                    {u"otp.accountPerHour"_s, 3},
                                    {u"otp.accountPerDay"_s, 4},
                                    {u"otp.addressPerHour"_s, 5},
                                    {u"otp.addressPerDay"_s, 6},
                                    {u"otp.totalPerHour"_s, 7},
                                    {u"otp.totalPerDay"_s, 8}});
    QVERIFY(config);
    const CodePolicy policy = codePolicy(*config, {});
    QCOMPARE(policy.length, 8);
    QCOMPARE(policy.alphabet.size(), 32);
    QCOMPARE(policy.lifetime, 90s);
    QCOMPARE(policy.attempts, 2);
    QCOMPARE(policy.cooldown, 5s);
    QCOMPARE(policy.hourly, (CodeLimits{1, 3, 5, 7}));
    QCOMPARE(policy.daily, (CodeLimits{2, 4, 6, 8}));
}

void OtpSettingsTest::areTheSameCodeInDevelopment()
{
    QCOMPARE(codePolicy({}, {.isDevelopment = true}).fixedCode, u"123456"_s);
}

void OtpSettingsTest::refuseWhatDoesNotGoTogether_data()
{
    QTest::addColumn<SettingValues>("stored");
    QTest::addColumn<QString>("message");

    QTest::newRow("guessing pays")
        << SettingValues{{u"otp.length"_s, 4}, {u"otp.attempts"_s, 10}}
        << u"otp.length is too short beside attempts and accountPerDay: who guesses opens an "
           "account with 3 % a day, and more than 1 % is too much"_s;
    QTest::newRow("an hour above a day") << SettingValues{{u"otp.addressPerHour"_s, 101}}
                                         << u"otp.addressPerHour must not be above addressPerDay"_s;
    QTest::newRow("a sender without its address")
        << SettingValues{{u"otp.sender"_s, u"webhook"_s}}
        << u"otp.sender is \"webhook\", so it needs webhook beside it"_s;
    QTest::newRow("a fallback without its address")
        << SettingValues{{u"otp.fallbacks"_s, QJsonArray{u"webhook"_s}}}
        << u"otp.fallbacks names \"webhook\", so it needs webhook beside it"_s;
    QTest::newRow("a fallback that is the sender")
        << SettingValues{{u"otp.fallbacks"_s, QJsonArray{u"log"_s}}}
        << u"otp.fallbacks names \"log\", which has been tried then"_s;
}

void OtpSettingsTest::refuseWhatDoesNotGoTogether()
{
    QFETCH(SettingValues, stored);
    QFETCH(QString, message);
    const auto config = withStored({}, stored);
    QVERIFY(!config);
    QCOMPARE(config.error().message, message);
}

void OtpSettingsTest::acceptWhatGoesTogether()
{
    QVERIFY(withStored({}, {{u"otp.length"_s, 4}}));
    QVERIFY(withStored(
        {}, {{u"otp.length"_s, 4}, {u"otp.attempts"_s, 10}, {u"otp.alphabet"_s, u"letters"_s}}));
    QVERIFY(withStored({},
                       {{u"otp.sender"_s, u"webhook"_s},
                        {u"otp.webhook"_s, u"https://sms.example.org"_s},
                        {u"otp.fallbacks"_s, QJsonArray{u"log"_s}}}));
}

QTEST_GUILESS_MAIN(OtpSettingsTest)
#include "tst_otpsettings.moc"
