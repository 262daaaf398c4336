// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configfile.h"
#include "server/app/configsettings.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConfigSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void theExampleNamesEachOfThem();
    void eachAcceptsItsDefault();
    void eachHasItsOwnPlace();
    void readsAndWritesAllKinds();
    void leavesPathsAndProgramsToTheFile();
    void findsByName();
};

void ConfigSettingsTest::theExampleNamesEachOfThem()
{
    QFile file(QStringLiteral(SOURCE_ROOT "/resources/linnetd.conf"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression commentedOut(u"^#([A-Za-z0-9]+ = )"_s,
                                                 QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(file.readAll()).replace(commentedOut, u"\\1"_s);
    const auto config = parseConfig(text.toUtf8(), u"linnetd.conf"_s);
    QVERIFY(config);
    for (const ConfigSetting &each : configSettings())
        QVERIFY2(config->origins.contains(each.setting.name), each.setting.name.latin1());
}

void ConfigSettingsTest::eachAcceptsItsDefault()
{
    for (const ConfigSetting &each : configSettings()) {
        const QJsonValue byDefault = valueOf(Config(), each);
        QJsonValue value = byDefault;
        const auto wrong = acceptValue(each.setting, value);
        QVERIFY2(!wrong, each.setting.name.latin1());
        QCOMPARE(value, byDefault);
        QVERIFY2(QString(each.setting.description).endsWith(u'.'), each.setting.name.latin1());
    }
}

//! A setting that writes where another one does would be seen in both.
void ConfigSettingsTest::eachHasItsOwnPlace()
{
    const auto changed = [](const Setting &setting, const QJsonValue &value) -> QJsonValue {
        switch (setting.kind) {
        case Setting::Kind::Boolean:
            return !value.toBool();
        case Setting::Kind::List:
            return QJsonArray{u"changed"_s};
        case Setting::Kind::Text:
        case Setting::Kind::Choice:
            return u"changed"_s;
        default:
            return value.toInteger() + 1;
        }
    };
    for (const ConfigSetting &each : configSettings()) {
        Config config;
        setValue(config, each, changed(each.setting, valueOf(config, each)));
        for (const ConfigSetting &other : configSettings()) {
            const bool isSame = valueOf(config, other) == valueOf(Config(), other);
            QVERIFY2(isSame != (&other == &each), each.setting.name.latin1());
        }
    }
}

void ConfigSettingsTest::readsAndWritesAllKinds()
{
    Config config;
    const auto set = [&config](QStringView name, const QJsonValue &value) {
        const ConfigSetting *const setting = findConfigSetting(name);
        setValue(config, *setting, value);
        return valueOf(config, *setting) == value;
    };
    QVERIFY(set(u"limits.rates", false));
    QVERIFY(!config.rateLimits);
    QVERIFY(set(u"otp.length", 8));
    QCOMPARE(config.otp.length, 8);
    QVERIFY(set(u"media.largestUpload", qint64(1) << 33));
    QCOMPARE(config.media.largestUpload, qint64(1) << 33);
    QVERIFY(set(u"auth.issuer", u"me"_s));
    QCOMPARE(config.auth.issuer, u"me"_s);
    QVERIFY(set(u"cors.origins", QJsonArray{u"*"_s}));
    QCOMPARE(config.corsOrigins, QStringList{u"*"_s});
    QVERIFY(set(u"otp.lifetime", 90'000));
    QCOMPARE(config.otp.lifetime, 90s);
}

//! Who may set them over the network could read any file, and run any program.
void ConfigSettingsTest::leavesPathsAndProgramsToTheFile()
{
    for (const QStringView name :
         {u"auth.keyFile", u"mail.passwordFile", u"mail.caFile", u"mail.templates",
          u"media.directory", u"node.dataDirectory", u"otp.command", u"storage.database",
          u"web.directory", u"web.contentSecurityPolicy"})
        QCOMPARE(findConfigSetting(name)->setting.setBy, Setting::SetBy::File);
}

void ConfigSettingsTest::findsByName()
{
    QCOMPARE(findConfigSetting(u"otp.length")->setting.name, "otp.length"_L1);
    QVERIFY(!findConfigSetting(u"otp"));
    QVERIFY(!findConfigSetting(u""));
}

QTEST_GUILESS_MAIN(ConfigSettingsTest)
#include "tst_configsettings.moc"
