// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/settingservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/fakesettingtarget.h"
#include "tests/support/fakestaff.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Owner(1);
constexpr UserId Admin(2);

Actor actor(UserId user)
{
    return Actor::account(user, u"192.0.2.1"_s, u"request"_s);
}

} // namespace

class SettingServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void setsSeveralAtOnce();
    void setsAllOrNothing();
    void changesNothingInARehearsal();
    void refusesBesideWhatIsStored();
    void refuses_data();
    void refuses();
    void letsOnlyOwnersSetSome();
    void writesNothingDownThatStaysTheSame();
    void goesBackToTheDefault();
    void saysWhatWaits();
    void tellsThatItIsNotInForce();
    void undoes();
    void undoesAnUndoing();
    void undoesNothingThatWasChangedSince();
    void undoesNoOtherAction();
    void ordersChangesThatCollide();
    void pagesThroughItsHistory();

private:
    using Outcome = Result<SettingsOutcome>;

    Outcome change(const SettingValues &values, UserId user = Owner, Run run = Run::ForReal)
    {
        return await(m_settings->change(actor(user), values, run));
    }
    Outcome undo(qint64 number)
    {
        return await(m_settings->undo(actor(Owner), number, Run::ForReal));
    }
    SettingValues stored()
    {
        return await((*m_database)->read([](Stores &stores) { return stores.settings.all(); }))
            .value();
    }
    std::vector<AuditEntry> audit()
    {
        return await((*m_database)->read([](Stores &stores) {
                   return stores.audit.listAfter(0, 99);
               }))
            .value();
    }

    MovableClock m_clock;
    FakeStaff m_staff;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<FakeSettingTarget> m_target;
    std::unique_ptr<SettingService> m_settings;
};

void SettingServiceTest::init()
{
    m_staff.roles = {{Owner, StaffRole::Owner}, {Admin, StaffRole::Admin}};
    m_database = std::make_unique<TestDatabase>();
    m_target = std::make_unique<FakeSettingTarget>();
    m_settings =
        std::make_unique<SettingService>(AdminContext{*m_database, m_clock}, m_staff, *m_target);
}

void SettingServiceTest::cleanup()
{
    m_settings.reset();
    m_database.reset();
}

void SettingServiceTest::setsSeveralAtOnce()
{
    const SettingValues values{
        {u"test.low"_s, 20}, {u"test.high"_s, 30}, {u"test.time"_s, u"5m"_s}};
    const auto outcome = change(values, Admin);
    QVERIFY(outcome);
    QCOMPARE(outcome->changes.size(), 3U);
    QVERIFY(outcome->waiting.isEmpty());
    const SettingValues kept{{u"test.low"_s, 20}, {u"test.high"_s, 30}, {u"test.time"_s, 300'000}};
    QCOMPARE(stored(), kept);
    QCOMPARE(m_target->adoptedValues, kept);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"setting.change"_s);
    QCOMPARE(audit().front().actor, u"user:2"_s);
    QCOMPARE(audit().front().target, u"settings"_s);
    QCOMPARE(audit().front().before,
             u"{\"test.high\":null,\"test.low\":null,\"test.time\":null}"_s);
    QCOMPARE(audit().front().after, u"{\"test.high\":30,\"test.low\":20,\"test.time\":300000}"_s);
}

void SettingServiceTest::setsAllOrNothing()
{
    for (const SettingValues &values :
         {SettingValues{{u"test.low"_s, 5}, {u"test.time"_s, 1}},
          SettingValues{{u"test.low"_s, 5}, {u"test.said"_s, false}},
          SettingValues{{u"test.low"_s, 50}, {u"test.time"_s, 2'000}}}) {
        QVERIFY(!change(values));
        QVERIFY(stored().isEmpty());
        QVERIFY(m_target->adoptedValues.isEmpty());
        QVERIFY(audit().empty());
    }
}

void SettingServiceTest::changesNothingInARehearsal()
{
    const auto outcome = change({{u"test.low"_s, 2}}, Owner, Run::Rehearsal);
    QVERIFY(outcome);
    QCOMPARE(outcome->changes.size(), 1U);
    QCOMPARE(outcome->changes.front().after, QJsonValue(2));
    QVERIFY(stored().isEmpty());
    QVERIFY(m_target->adoptedValues.isEmpty());
    QVERIFY(audit().empty());
    QVERIFY(!change({{u"test.low"_s, 50}}, Owner, Run::Rehearsal));
}

void SettingServiceTest::refusesBesideWhatIsStored()
{
    QVERIFY(change({{u"test.low"_s, 9}}));
    QCOMPARE(change({{u"test.high"_s, 8}}).error().message, u"test.low must not be above high"_s);
    QVERIFY(change({{u"test.high"_s, 8}, {u"test.low"_s, QJsonValue()}}));
}

void SettingServiceTest::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("message");

    using Kind = Error::Kind;
    const auto row = [](const char *tag, const QString &name, const QJsonValue &value, Kind kind,
                        const QString &message) {
        QTest::newRow(tag) << name << value << kind << message;
    };
    row("unknown", u"test.tme"_s, 1, Kind::InvalidInput,
        u"There is no setting test.tme; did you mean \"test.time\"?"_s);
    row("out of range", u"test.low"_s, 101, Kind::InvalidInput,
        u"test.low must be from 0 to 100"_s);
    row("of another kind", u"test.low"_s, u"1"_s, Kind::InvalidInput,
        u"test.low must be a whole number"_s);
    row("said by the file", u"test.said"_s, false, Kind::Conflict,
        u"test.said is said by the configuration file, which goes before"_s);
    row("for the file alone", u"test.file"_s, u"/etc/passwd"_s, Kind::Conflict,
        u"test.file can be set in the configuration file alone"_s);
}

void SettingServiceTest::refuses()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, message);
    const auto outcome = change({{name, value}});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, kind);
    QCOMPARE(outcome.error().message, message);
}

void SettingServiceTest::letsOnlyOwnersSetSome()
{
    const auto refused = change({{u"test.secret"_s, u"x"_s}}, Admin);
    QCOMPARE(refused.error().code, "owner_only"_L1);
    QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
    QVERIFY(change({{u"test.secret"_s, u"x"_s}}, Owner));
    QVERIFY(!change({{u"test.secret"_s, QJsonValue()}}, Admin));
    const Actor local{{}, u"local:0"_s, {}, {}};
    QVERIFY(await(m_settings->change(local, {{u"test.secret"_s, u"y"_s}}, Run::ForReal)));
}

void SettingServiceTest::writesNothingDownThatStaysTheSame()
{
    QVERIFY(change({{u"test.time"_s, u"5m"_s}}));
    const auto outcome = change({{u"test.time"_s, 300'000}, {u"test.low"_s, QJsonValue()}});
    QVERIFY(outcome);
    QVERIFY(outcome->changes.empty());
    QCOMPARE(audit().size(), 1U);
}

void SettingServiceTest::goesBackToTheDefault()
{
    QVERIFY(change({{u"test.low"_s, 2}}));
    QVERIFY(change({{u"test.low"_s, QJsonValue()}}));
    QVERIFY(stored().isEmpty());
    QVERIFY(m_target->adoptedValues.isEmpty());
    QCOMPARE(audit().back().target, u"setting:test.low"_s);
    QCOMPARE(audit().back().after, u"{\"test.low\":null}"_s);
}

void SettingServiceTest::saysWhatWaits()
{
    QCOMPARE(change({{u"test.path"_s, u"/x"_s}})->waiting, QStringList{u"test.path"_s});
}

void SettingServiceTest::tellsThatItIsNotInForce()
{
    m_target->outcome = Error{Error::Kind::Unavailable, "ending"_L1, u"No."_s};
    QCOMPARE(change({{u"test.low"_s, 2}}).error().code, "ending"_L1);
    QCOMPARE(stored(), (SettingValues{{u"test.low"_s, 2}}));
}

void SettingServiceTest::undoes()
{
    QVERIFY(change({{u"test.low"_s, 2}}));
    QVERIFY(change({{u"test.low"_s, 3}, {u"test.time"_s, 2'000}}));
    const auto undone = undo(2);
    QVERIFY(undone);
    QCOMPARE(undone->changes.size(), 2U);
    QCOMPARE(stored(), (SettingValues{{u"test.low"_s, 2}}));
    QCOMPARE(m_target->adoptedValues, stored());
    QCOMPARE(audit().back().target, u"setting-change:2"_s);
    QVERIFY(undo(1));
    QVERIFY(stored().isEmpty());
}

void SettingServiceTest::undoesAnUndoing()
{
    QVERIFY(change({{u"test.low"_s, 2}}));
    QVERIFY(undo(1));
    QVERIFY(undo(2));
    QCOMPARE(stored(), (SettingValues{{u"test.low"_s, 2}}));
}

void SettingServiceTest::undoesNothingThatWasChangedSince()
{
    QVERIFY(change({{u"test.low"_s, 2}, {u"test.time"_s, 2'000}}));
    QVERIFY(change({{u"test.low"_s, 3}}));
    const auto refused = undo(1);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QCOMPARE(refused.error().code, "changed_since"_L1);
    QVERIFY(refused.error().message.contains(u"test.low"_s));
    QCOMPARE(stored(), (SettingValues{{u"test.low"_s, 3}, {u"test.time"_s, 2'000}}));
}

void SettingServiceTest::undoesNoOtherAction()
{
    QVERIFY(await((*m_database)->write([](Stores &stores) {
        return stores.audit.append({.action = u"session.revoke"_s, .after = u"{}"_s});
    })));
    for (const qint64 number :
         {qint64(0), qint64(1), qint64(2), std::numeric_limits<qint64>::max()})
        QCOMPARE(undo(number).error().kind, Error::Kind::NotFound);
}

//! Each is judged with what the others have stored: together they might not go together.
void SettingServiceTest::ordersChangesThatCollide()
{
    std::vector<QCoro::Task<Outcome>> changes;
    changes.push_back(m_settings->change(actor(Owner), {{u"test.low"_s, 8}}, Run::ForReal));
    changes.push_back(m_settings->change(actor(Owner), {{u"test.high"_s, 5}}, Run::ForReal));
    const auto outcomes = awaitAll(std::move(changes));
    QVERIFY(outcomes[0].has_value() != outcomes[1].has_value());
    QCOMPARE(m_target->adoptedValues, stored());
}

void SettingServiceTest::pagesThroughItsHistory()
{
    for (int i = 2; i < 5; ++i)
        QVERIFY(change({{u"test.low"_s, i}}));
    const auto first = await(m_settings->history(2, {}));
    QCOMPARE(first->entries.size(), 2U);
    QCOMPARE(first->entries.front().number, 3);
    QCOMPARE(first->next, std::optional<qint64>(2));
    const auto last = await(m_settings->history(2, first->next));
    QCOMPARE(last->entries.size(), 1U);
    QVERIFY(!last->next);
}

QTEST_GUILESS_MAIN(SettingServiceTest)
#include "tst_settingservice.moc"
