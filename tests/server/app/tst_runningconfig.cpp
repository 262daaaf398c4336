// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/runningconfig.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const SettingState &find(const std::vector<SettingState> &settings, QStringView name)
{
    return *std::find_if(settings.begin(), settings.end(),
                         [name](const SettingState &each) { return each.setting->name == name; });
}

//! \return what a file says that sets the length of codes.
Config saying(int length)
{
    Config config;
    config.otp.length = length;
    config.origins[u"otp.length"_s] = SettingOrigin::File;
    return config;
}

} // namespace

class RunningConfigTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void knowsWhereEachValueComesFrom();
    void loadsWhatIsStored();
    void loadsNothingThatDoesNotGoTogether();
    void adoptsInOrder();
    void keepsTheOldOneWhereItIsRefused();
    void putsTheFileBeforeWhatIsStored();
    void letsTheRestWaitForTheNextStart();
    void checksBesideTheFile();
    void answersWhoWaitsWhenItEnds();

private:
    void start(const Config &said = {})
    {
        m_config = std::make_unique<RunningConfig>(Options(), said, m_home);
    }
    Result<> adopt(const SettingValues &stored)
    {
        m_config->adopt(stored);
        return await(m_config->adopted());
    }

    Mailbox m_home;
    std::unique_ptr<RunningConfig> m_config;
};

void RunningConfigTest::init()
{
    start();
}

void RunningConfigTest::knowsWhereEachValueComesFrom()
{
    start(saying(9));
    QVERIFY(adopt({{u"otp.attempts"_s, 5}, {u"otp.length"_s, 4}}));
    const auto settings = m_config->settings();
    const SettingState &byFile = find(settings, u"otp.length");
    QCOMPARE(byFile.inForce, QJsonValue(9));
    QCOMPARE(byFile.origin, SettingOrigin::File);
    QVERIFY(byFile.isLocked());
    const SettingState &stored = find(settings, u"otp.attempts");
    QCOMPARE(stored.inForce, QJsonValue(5));
    QCOMPARE(stored.byDefault, QJsonValue(3));
    QCOMPARE(stored.origin, SettingOrigin::Database);
    QVERIFY(!stored.isLocked());
    QCOMPARE(find(settings, u"otp.lifetime").origin, SettingOrigin::Default);
    QVERIFY(find(settings, u"otp.command").isLocked());
}

void RunningConfigTest::loadsWhatIsStored()
{
    TestDatabase database;
    QVERIFY(await(database->write(
        [](Stores &stores) { return stores.settings.set(u"socketio.path"_s, u"/stored/"_s); })));
    QVERIFY(await(m_config->load(&*database)));
    QCOMPARE(m_config->inForce().socketIo.path, u"/stored/"_s);
}

void RunningConfigTest::loadsNothingThatDoesNotGoTogether()
{
    TestDatabase database;
    QVERIFY(await(database->write(
        [](Stores &stores) { return stores.settings.set(u"limits.outputHigh"_s, 2'000'000); })));
    const auto loaded = await(m_config->load(&*database));
    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.contains(u"limits.outputHigh must not be above outputMost"_s));
}

void RunningConfigTest::adoptsInOrder()
{
    std::vector<int> lengths;
    m_config->whenReplaced([&lengths](const Config &config) -> Result<> {
        lengths.push_back(config.otp.length);
        return {};
    });
    m_config->adopt({{u"otp.length"_s, 7}});
    m_config->adopt({{u"otp.length"_s, 8}});
    QVERIFY(lengths.empty());
    QVERIFY(await(m_config->adopted()));
    QCOMPARE(lengths, (std::vector{7, 8}));
    QCOMPARE(m_config->inForce().otp.length, 8);
}

void RunningConfigTest::keepsTheOldOneWhereItIsRefused()
{
    QVERIFY(adopt({{u"otp.length"_s, 7}}));
    m_config->whenReplaced([](const Config &) -> Result<> {
        return Error{Error::Kind::Internal, "refused"_L1, u"No."_s};
    });
    QTest::ignoreMessage(QtCriticalMsg, "What has been set is not in force: No. ");
    QCOMPARE(adopt({{u"otp.length"_s, 8}}).error().code, "refused"_L1);
    QCOMPARE(m_config->inForce().otp.length, 7);
    m_config->whenReplaced(nullptr);
    QVERIFY(adopt({{u"otp.length"_s, 9}}));
    QCOMPARE(m_config->inForce().otp.length, 9);
}

void RunningConfigTest::putsTheFileBeforeWhatIsStored()
{
    QVERIFY(adopt({{u"otp.length"_s, 7}}));
    QVERIFY(m_config->reload(saying(9)));
    QCOMPARE(m_config->inForce().otp.length, 9);
    QVERIFY(m_config->reload({}));
    QCOMPARE(m_config->inForce().otp.length, 7);
}

void RunningConfigTest::letsTheRestWaitForTheNextStart()
{
    QCOMPARE(m_config->check({{u"limits.threads"_s, 3}}).value(), QStringList{u"limits.threads"_s});
    QVERIFY(adopt({{u"limits.threads"_s, 3}}));
    QCOMPARE(m_config->inForce().threads, 0);
    const auto settings = m_config->settings();
    QCOMPARE(find(settings, u"limits.threads").inForce, QJsonValue(0));
    QCOMPARE(find(settings, u"limits.threads").waiting, std::optional<QJsonValue>(3));
    QVERIFY(!find(settings, u"otp.length").waiting);
}

void RunningConfigTest::checksBesideTheFile()
{
    Config said;
    said.limits.outputMost = 100'000;
    said.limits.outputHigh = 10'000;
    said.origins[u"limits.outputMost"_s] = SettingOrigin::File;
    start(said);
    QVERIFY(m_config->check({{u"limits.outputHigh"_s, 100'000}}));
    const auto refused = m_config->check({{u"limits.outputHigh"_s, 100'001}});
    QCOMPARE(refused.error().message, u"limits.outputHigh must not be above outputMost"_s);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
}

void RunningConfigTest::answersWhoWaitsWhenItEnds()
{
    m_config->adopt({{u"otp.length"_s, 7}});
    m_config->stop();
    QCOMPARE(m_config->inForce().otp.length, 7);
    QCOMPARE(await(m_config->adopted()).error().code, "ending"_L1);
    QCOMPARE(adopt({{u"otp.length"_s, 8}}).error().code, "ending"_L1);
    QCOMPARE(m_config->inForce().otp.length, 7);
}

QTEST_GUILESS_MAIN(RunningConfigTest)
#include "tst_runningconfig.moc"
