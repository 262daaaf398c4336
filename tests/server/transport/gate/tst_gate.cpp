// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/gate.h"
#include "tests/support/fakeauthenticator.h"
#include "tests/support/fakestaff.h"
#include "tests/support/fixeddialect.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! \brief For those who run the server.
class StaffDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;
    Access socketAccess() const override { return Access::Staff; }
};

} // namespace

class GateTest : public QObject
{
    Q_OBJECT

private slots:
    void recognises_data();
    void recognises();
    void admits_data();
    void admits();
    void admitsTheStaffByCapability_data();
    void admitsTheStaffByCapability();
    void asksTheRoleAnewEachTime();
    void opensADialectToWhomItIsFor();
    void letsTheOperatorAdministerWithoutAnAccount_data();
    void letsTheOperatorAdministerWithoutAnAccount();
    void countsNothingOfTheOperators();
    void refusesWhoAsksTooMuch();
    void countsWhatIsLong_data();
    void countsWhatIsLong();

private:
    test::FakeAuthenticator m_authenticator;
    test::FakeStaff m_staff;
};

void GateTest::recognises_data()
{
    QTest::addColumn<int>("access");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<qint64>("user");
    QTest::addColumn<QString>("code");

    const int user = int(Access::User);
    const int everybody = int(Access::Public);
    const QString none;
    QTest::newRow("no token") << user << QByteArray() << qint64(0) << u"authentication_required"_s;
    QTest::newRow("bad token") << user << QByteArray("eve") << qint64(0) << u"invalid_token"_s;
    QTest::newRow("expired token") << user << QByteArray("late") << qint64(0) << u"token_expired"_s;
    QTest::newRow("good token") << user << QByteArray("alice") << qint64(1) << none;
    QTest::newRow("public, no token") << everybody << QByteArray() << qint64(0) << none;
    QTest::newRow("public, bad token") << everybody << QByteArray("eve") << qint64(0) << none;
    QTest::newRow("public, good token") << everybody << QByteArray("bob") << qint64(2) << none;
}

void GateTest::recognises()
{
    QFETCH(int, access);
    QFETCH(QByteArray, token);
    QFETCH(qint64, user);
    QFETCH(QString, code);
    RateLimiter limiter{RateSettings()};
    const Gate gate(m_authenticator, m_staff, limiter);
    Caller caller;

    const auto known = gate.recognise(Access(access), token, caller);

    QCOMPARE(known.has_value(), code.isEmpty());
    QCOMPARE(caller.user.value(), user);
    if (known)
        return;
    QCOMPARE(known.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(known.error().code, code);
}

void GateTest::admits_data()
{
    QTest::addColumn<int>("access");
    QTest::addColumn<qint64>("user");
    QTest::addColumn<int>("refusal"); // -1: admitted.

    const int unauthenticated = int(Error::Kind::Unauthenticated);
    const int forbidden = int(Error::Kind::Forbidden);
    QTest::newRow("anybody") << int(Access::Public) << qint64(0) << -1;
    QTest::newRow("a user on a public endpoint") << int(Access::Public) << qint64(1) << -1;
    QTest::newRow("nobody") << int(Access::User) << qint64(0) << unauthenticated;
    QTest::newRow("a user") << int(Access::User) << qint64(1) << -1;
    QTest::newRow("nobody for the staff") << int(Access::Staff) << qint64(0) << unauthenticated;
    QTest::newRow("a user for the staff") << int(Access::Staff) << qint64(1) << forbidden;
}

void GateTest::admits()
{
    QFETCH(int, access);
    QFETCH(qint64, user);
    QFETCH(int, refusal);
    RateLimiter limiter{RateSettings()};
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.access = Access(access);
    Caller caller;
    caller.user = UserId(user);

    const auto admitted = gate.admit(endpoint, caller);

    QCOMPARE(admitted ? -1 : int(admitted.error().kind), refusal);
}

void GateTest::admitsTheStaffByCapability_data()
{
    QTest::addColumn<StaffRole>("role");
    QTest::addColumn<Capabilities>("capabilities");
    QTest::addColumn<QString>("code"); // Empty: admitted.

    const Capabilities none;
    const Capabilities revoke = Capability::SessionsRevoke;
    const Capabilities both = revoke | Capability::UsersWrite;
    QTest::newRow("no role, any will do") << StaffRole::None << none << u"forbidden"_s;
    QTest::newRow("no role") << StaffRole::None << revoke << u"forbidden"_s;
    QTest::newRow("auditor, any will do") << StaffRole::Auditor << none << QString();
    QTest::newRow("auditor") << StaffRole::Auditor << revoke << u"capability_missing"_s;
    QTest::newRow("moderator") << StaffRole::Moderator << revoke << QString();
    QTest::newRow("moderator, one of two")
        << StaffRole::Moderator << both << u"capability_missing"_s;
    QTest::newRow("owner, both") << StaffRole::Owner << both << QString();
    QTest::newRow("owner") << StaffRole::Owner << revoke << QString();
}

void GateTest::admitsTheStaffByCapability()
{
    QFETCH(StaffRole, role);
    QFETCH(Capabilities, capabilities);
    QFETCH(QString, code);
    m_staff.roles = {{UserId(1), role}};
    RateLimiter limiter{RateSettings()};
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.access = Access::Staff;
    endpoint.capabilities = capabilities;
    Caller caller;
    caller.user = UserId(1);

    const auto admitted = gate.admit(endpoint, caller);

    QCOMPARE(admitted ? QString() : QString(admitted.error().code), code);
    if (!admitted)
        QCOMPARE(admitted.error().kind, Error::Kind::Forbidden);
}

void GateTest::letsTheOperatorAdministerWithoutAnAccount_data()
{
    QTest::addColumn<int>("access");
    QTest::addColumn<int>("refusal"); // -1: admitted.

    const int unauthenticated = int(Error::Kind::Unauthenticated);
    QTest::newRow("the administration") << int(Access::Staff) << -1;
    QTest::newRow("what is everybody's") << int(Access::Public) << -1;
    QTest::newRow("what is somebody's own") << int(Access::User) << unauthenticated;
}

void GateTest::letsTheOperatorAdministerWithoutAnAccount()
{
    QFETCH(int, access);
    QFETCH(int, refusal);
    RateLimiter limiter{RateSettings()};
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.access = Access(access);
    endpoint.capabilities = Capability::StaffWrite;
    Caller caller;
    caller.operatorUid = 0;

    auto outcome = gate.recognise(endpoint.access, {}, caller);
    if (outcome)
        outcome = gate.admit(endpoint, caller);

    QCOMPARE(outcome ? -1 : int(outcome.error().kind), refusal);
    QVERIFY(caller.user.isNull());
}

void GateTest::countsNothingOfTheOperators()
{
    RateLimiter limiter{RateSettings()};
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.access = Access::Staff;
    endpoint.cost = Cost::Expensive;
    Caller caller;
    caller.operatorUid = 1000;
    for (int i = 0; i < 2 * RateSettings().perAddress[size_t(Cost::Expensive)].burst; ++i)
        QVERIFY(gate.admit(endpoint, caller));
    QCOMPARE(limiter.bucketCount(), size_t(0));
}

void GateTest::opensADialectToWhomItIsFor()
{
    m_staff.roles = {{UserId(1), StaffRole::Auditor}};
    RateLimiter limiter{RateSettings()};
    const Gate gate(m_authenticator, m_staff, limiter);
    const test::FixedDialect everybodys("one"_L1, {});
    const StaffDialect staffs("two"_L1, {});
    Caller nobody;
    Caller alice;
    alice.user = UserId(1);
    Caller bob;
    bob.user = UserId(2);
    Caller local;
    local.operatorUid = 0;
    QVERIFY(gate.admitTo(everybodys, bob));
    QVERIFY(!gate.admitTo(everybodys, nobody));
    QVERIFY(!gate.admitTo(everybodys, local));
    QVERIFY(gate.admitTo(staffs, alice));
    QCOMPARE(gate.admitTo(staffs, bob).error().kind, Error::Kind::Forbidden);
    QVERIFY(gate.admitTo(staffs, local));
}

//! Who is no administrator any more is out with their next request, whatever their token says.
void GateTest::asksTheRoleAnewEachTime()
{
    RateLimiter limiter{RateSettings()};
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.access = Access::Staff;
    Caller caller;
    caller.user = UserId(1);
    m_staff.roles = {{UserId(1), StaffRole::Admin}};
    QVERIFY(gate.admit(endpoint, caller));
    m_staff.roles.clear();
    QVERIFY(!gate.admit(endpoint, caller));
}

void GateTest::refusesWhoAsksTooMuch()
{
    RateSettings settings;
    settings.perAccount[size_t(Cost::Expensive)] = {1, 2};
    RateLimiter limiter(settings, [] { return TokenBuckets::Moment{}; });
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.cost = Cost::Expensive;
    Caller caller;
    caller.user = UserId(1);
    QVERIFY(gate.admit(endpoint, caller));
    QVERIFY(gate.admit(endpoint, caller));
    const auto third = gate.admit(endpoint, caller);
    QVERIFY(!third);
    QCOMPARE(third.error().kind, Error::Kind::RateLimited);
}

void GateTest::countsWhatIsLong_data()
{
    QTest::addColumn<int>("elements");
    QTest::addColumn<int>("admitted");
    QTest::newRow("none") << 0 << 3;
    QTest::newRow("as many as a call may") << Endpoint::Bulk << 3;
    QTest::newRow("one more") << Endpoint::Bulk + 1 << 2;
    QTest::newRow("very many") << 60 * Endpoint::Bulk << 0;
}

void GateTest::countsWhatIsLong()
{
    QFETCH(int, elements);
    RateSettings settings;
    settings.perAccount[size_t(Cost::Read)] = {1, 3};
    RateLimiter limiter(settings, [] { return TokenBuckets::Moment{}; });
    Gate gate(m_authenticator, m_staff, limiter);
    Endpoint endpoint;
    endpoint.bulkField = "numbers"_L1;
    Caller caller;
    caller.user = UserId(1);
    QJsonArray numbers;
    for (int i = 0; i < elements; ++i)
        numbers.append(i);
    gate.chargeBulk(endpoint, caller, {{"numbers"_L1, numbers}});
    int admitted = 0;
    while (gate.admit(endpoint, caller))
        ++admitted;
    QTEST(admitted, "admitted");
}

QTEST_GUILESS_MAIN(GateTest)
#include "tst_gate.moc"
