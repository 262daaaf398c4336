// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminaccountservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminAccountServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesAnAccountToSignInTo();
    void makesOneThatRunsTheServer();
    void makesNobodyMorePowerful();
    void makesNoneTwice();
    void rehearsesMakingOne();
    void changesWhoSomebodyIs();
    void tellsWhomItConcerns();
    void writesNothingDownThatStaysTheSame();
    void leavesTheMorePowerfulAlone();
    void changesNothingThatIsTaken();
    void givesNobodyAnIdentityWhoIsErased();
    void vouchesForAnAddress();
    void vouchesForNoneWhereThereIsNone();

private:
    Result<AccountOutcome> create(const AccountDraft &draft, Run run = Run::ForReal)
    {
        return await(m_service->create(m_owner, draft, run));
    }
    Result<AccountOutcome> edit(UserId user, const AccountEdit &edit)
    {
        return await(m_service->edit(m_owner, user, edit, Run::ForReal));
    }
    std::vector<AuditEntry> audit();

    const Actor m_owner = Actor::account(UserId(1), u"192.0.2.9"_s, u"r"_s);
    const Actor m_admin = Actor::account(UserId(2), {}, {});
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<ChatMemory> m_memory;
    std::unique_ptr<StaffService> m_staff;
    std::unique_ptr<AdminAccountService> m_service;
    std::atomic<int> m_profileChanges = 0;
};

void AdminAccountServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_profileChanges = 0;
    m_identity->bus.listen([this](const SharedEvent &event) {
        m_profileChanges += std::holds_alternative<ProfileChanged>(event->payload) ? 1 : 0;
    });
    m_memory = std::make_unique<ChatMemory>(m_identity->bus, m_identity->database);
    m_staff = std::make_unique<StaffService>(AdminContext{m_identity->database, m_identity->clock});
    m_service = std::make_unique<AdminAccountService>(
        ChatContext{m_identity->database, m_identity->bus, m_identity->clock, m_identity->ids,
                    *m_memory},
        *m_staff, m_identity->security);
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3})
            addUser(stores, UserId(user));
        if (auto set = stores.staff.setRole(UserId(2), StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(UserId(1), StaffRole::Owner);
    })));
}

void AdminAccountServiceTest::cleanup()
{
    m_service.reset();
    m_staff.reset();
    m_memory.reset();
    m_identity.reset();
}

std::vector<AuditEntry> AdminAccountServiceTest::audit()
{
    return await(m_identity->database->read(
                     [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void AdminAccountServiceTest::makesAnAccountToSignInTo()
{
    const auto made = create({.name = u"Alice"_s, .phone = Alice.value, .email = AliceMail.value});
    QVERIFY(made);
    const User alice = made->view.user;
    QCOMPARE(alice.displayName, u"Alice"_s);
    QVERIFY(alice.isEmailVerified);
    QCOMPARE(made->view.role, StaffRole::None);
    QCOMPARE(m_identity->signIn(Alice, u"phone"_s).user.id, alice.id);
    QCOMPARE(m_identity->signIn(AliceMail, u"tablet"_s).user.id, alice.id);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"user.create"_s);
    QCOMPARE(audit().front().target, u"user:"_s + alice.id.toString());
    QCOMPARE(audit().front().after,
             u"{\"email\":\"alice.w@example.org\",\"emailVerified\":true,\"name\":\"Alice\","
             "\"phone\":\"+911111111111\",\"username\":\"\"}"_s);
}

void AdminAccountServiceTest::makesOneThatRunsTheServer()
{
    const auto made =
        create({.name = u"Alice"_s, .phone = Alice.value, .role = StaffRole::Moderator});
    QVERIFY(made);
    QCOMPARE(made->view.role, StaffRole::Moderator);
    QCOMPARE(m_staff->roleOf(made->view.user.id), StaffRole::Moderator);
    QCOMPARE(audit().back().action, u"staff.set-role"_s);
}

void AdminAccountServiceTest::makesNobodyMorePowerful()
{
    const AccountDraft draft{.name = u"Alice"_s, .phone = Alice.value, .role = StaffRole::Auditor};
    const auto refused = await(m_service->create(m_admin, draft, Run::ForReal));
    QCOMPARE(refused.error().code, "capability_missing"_L1);
    QVERIFY(audit().empty());
    QVERIFY(create(draft));
}

void AdminAccountServiceTest::makesNoneTwice()
{
    QVERIFY(create({.name = u"Alice"_s, .phone = Alice.value}));
    QCOMPARE(create({.name = u"Bob"_s, .phone = Alice.value}).error().code, "phone_taken"_L1);
    QCOMPARE(create({.name = u"Bob"_s}).error().kind, Error::Kind::InvalidInput);
    QCOMPARE(audit().size(), 1U);
}

void AdminAccountServiceTest::rehearsesMakingOne()
{
    const AccountDraft draft{.name = u"Alice"_s, .phone = Alice.value, .role = StaffRole::Admin};
    const auto would = create(draft, Run::Rehearsal);
    QVERIFY(would);
    QCOMPARE(would->view.user.displayName, u"Alice"_s);
    QCOMPARE(m_staff->roleOf(would->view.user.id), StaffRole::None);
    QVERIFY(audit().empty());
    QVERIFY(create(draft));
}

void AdminAccountServiceTest::changesWhoSomebodyIs()
{
    const auto changed = edit(UserId(3), {.name = u"Carol"_s, .phone = u"+933333333333"_s});
    QVERIFY(changed);
    const auto stored = await(
        m_identity->database->read([](Stores &stores) { return stores.accounts.find(UserId(3)); }));
    QCOMPARE(stored->displayName, u"Carol"_s);
    QCOMPARE(stored->phone, u"+933333333333"_s);
    QCOMPARE(*stored, changed->view.user);
    QCOMPARE(m_profileChanges, 1);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().before, u"{\"name\":\"User 3\",\"phone\":\"+4915103\"}"_s);
    QCOMPARE(audit().front().after, u"{\"name\":\"Carol\",\"phone\":\"+933333333333\"}"_s);
}

void AdminAccountServiceTest::tellsWhomItConcerns()
{
    QVERIFY(edit(UserId(3), {.name = u"Carol"_s}));
    QVERIFY(m_identity->securityEventsOf(UserId(3)).isEmpty());
    QVERIFY(edit(UserId(3), {.email = AliceMail.value}));
    QCOMPARE(m_identity->securityEventsOf(UserId(3)), QStringList{u"email_changed"_s});
    QCOMPARE(m_identity->signIn(AliceMail, u"phone"_s).user.id, UserId(3));
    m_identity->takeMail();

    QVERIFY(edit(UserId(3), {.email = u"new@example.org"_s}));
    const auto changed = m_identity->takeMail();
    QVERIFY(changed);
    QCOMPARE(changed->templateName, u"email-changed"_s);
    QCOMPARE(changed->to, AliceMail.value);
    QVERIFY(!m_identity->takeMail());

    QVERIFY(edit(UserId(3), {.email = u""_s}));
    const auto removed = m_identity->takeMail();
    QVERIFY(removed);
    QCOMPARE(removed->templateName, u"identifier-removed"_s);
    QCOMPARE(removed->to, u"new@example.org"_s);
}

void AdminAccountServiceTest::writesNothingDownThatStaysTheSame()
{
    QVERIFY(edit(UserId(3), {.name = u"User 3"_s}));
    QCOMPARE(m_profileChanges, 0);
    QVERIFY(audit().empty());
}

void AdminAccountServiceTest::leavesTheMorePowerfulAlone()
{
    const AccountEdit takeover{.email = u"mallory@example.org"_s};
    const auto refused = await(m_service->edit(m_admin, UserId(1), takeover, Run::ForReal));
    QCOMPARE(refused.error().code, "outranked"_L1);
    QVERIFY(await(m_service->edit(m_admin, UserId(3), takeover, Run::ForReal)));
}

void AdminAccountServiceTest::changesNothingThatIsTaken()
{
    const auto refused = edit(UserId(3), {.name = u"Carol"_s, .phone = u"+4915101"_s});
    QCOMPARE(refused.error().code, "phone_taken"_L1);
    const auto stored = await(
        m_identity->database->read([](Stores &stores) { return stores.accounts.find(UserId(3)); }));
    QCOMPARE(stored->displayName, u"User 3"_s);
    QCOMPARE(edit(UserId(99), {.name = u"Carol"_s}).error().kind, Error::Kind::NotFound);
}

void AdminAccountServiceTest::givesNobodyAnIdentityWhoIsErased()
{
    Erasure erasure{.user = UserId(3), .requestedAt = at(1), .dueAt = at(2)};
    const auto put = [this, &erasure] {
        return await(m_identity->database->write(
            [erasure](Stores &stores) { return stores.erasures.put(erasure); }));
    };
    QVERIFY(put());
    QVERIFY(edit(UserId(3), {.name = u"Carol"_s})); // It may be cancelled yet.
    erasure.begunAt = at(2);
    QVERIFY(put());

    const auto refused = edit(UserId(3), {.name = u"Carla"_s, .email = AliceMail.value});

    QCOMPARE(refused.error().code, "under_erasure"_L1);
    const auto stored = await(
        m_identity->database->read([](Stores &stores) { return stores.accounts.find(UserId(3)); }));
    QCOMPARE(stored->displayName, u"Carol"_s);
    QVERIFY(stored->email.isEmpty());
}

void AdminAccountServiceTest::vouchesForAnAddress()
{
    const UserId alice = await(m_identity->signUps.signUp(
                                   {.email = AliceMail.value, .password = u"correct horse"_s}))
                             ->id;
    const auto would = await(m_service->verifyEmail(m_owner, alice, Run::Rehearsal));
    QVERIFY(would->view.user.isEmailVerified);
    QVERIFY(audit().empty());

    QVERIFY(await(m_service->verifyEmail(m_owner, alice, Run::ForReal)));

    QCOMPARE(m_identity->signIn(AliceMail, u"phone"_s).user.id, alice);
    QCOMPARE(m_identity->securityEventsOf(alice), QStringList{u"email_proven"_s});
    QVERIFY(await(m_service->verifyEmail(m_owner, alice, Run::ForReal)));
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"user.verify"_s);
}

void AdminAccountServiceTest::vouchesForNoneWhereThereIsNone()
{
    const auto refused = await(m_service->verifyEmail(m_owner, UserId(3), Run::ForReal));
    QCOMPARE(refused.error().code, "email_missing"_L1);
    const auto outranked = await(m_service->verifyEmail(m_admin, UserId(1), Run::ForReal));
    QCOMPARE(outranked.error().code, "outranked"_L1);
}

QTEST_GUILESS_MAIN(AdminAccountServiceTest)
#include "tst_adminaccountservice.moc"
