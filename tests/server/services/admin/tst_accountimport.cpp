// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/accountimport.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/fullonce.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief What imports accounts, over a real database with Alice as its owner, and Bob.
struct World
{
    World()
    {
        const auto added = await(identity.database->write([this](Stores &stores) -> Result<> {
            addUser(stores, alice);
            addUser(stores, bob);
            return stores.staff.setRole(alice, StaffRole::Owner);
        }));
        if (!added || !await(staff.start()))
            qFatal("There is nobody.");
    }

    User user(UserId id)
    {
        const auto found = await(
            identity.database->read([id](Stores &stores) { return stores.accounts.find(id); }));
        if (!found)
            qFatal("%s", qPrintable(found.error().message));
        return *found;
    }

    const UserId alice{1};
    const UserId bob{2};
    IdentityFixture identity;
    const AdminContext context{identity.database, identity.clock};
    ChatMemory memory{identity.bus, identity.database};
    StaffService staff{context};
    AdminAccountService accounts{
        {identity.database, identity.bus, identity.clock, identity.ids, memory},
        staff,
        identity.security};
    AccountImportService imports{context, accounts};
};

} // namespace

class AccountImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void leavesWhoIsThereAlone();
    void changesWhoIsThere();
    void findsWhoIsThereByTheSurestName();
    void takesNothingAway();
    void changesNobodysRole();
    void changesNobodyMorePowerful();
    void writesDownWhatItDid();
    void rehearsesAsItWouldBe_data();
    void rehearsesAsItWouldBe();
    void stopsWhereThereIsNoRoom();

private:
    ImportedAccount import(const AccountDraft &draft, OnConflict policy, UserId actor)
    {
        const auto outcome = await(
            m_world->imports.import(Actor::account(actor, {}, {}), {draft}, policy, Run::ForReal));
        return outcome.accounts.at(0);
    }
    ImportedAccount import(const AccountDraft &draft, OnConflict policy)
    {
        return import(draft, policy, m_world->alice);
    }
    User user(UserId id) { return m_world->user(id); }

    std::unique_ptr<World> m_world;
};

void AccountImportTest::leavesWhoIsThereAlone()
{
    const User before = user(m_world->bob);
    const AccountDraft draft{.name = u"Robert"_s, .phone = before.phone};
    const auto refused = import(draft, OnConflict::Fail);
    QCOMPARE(refused.outcome, ImportedAccount::Outcome::Failed);
    QCOMPARE(refused.error->code, "phone_taken"_L1);
    const auto skipped = import(draft, OnConflict::Skip);
    QCOMPARE(skipped.outcome, ImportedAccount::Outcome::Skipped);
    QCOMPARE(skipped.view->user.id, m_world->bob);
    QCOMPARE(user(m_world->bob), before);
}

void AccountImportTest::changesWhoIsThere()
{
    const AccountDraft draft{.name = u"Robert"_s,
                             .phone = user(m_world->bob).phone,
                             .email = u"Bob@Example.org"_s,
                             .username = u"bob.b"_s};
    QCOMPARE(import(draft, OnConflict::Update).outcome, ImportedAccount::Outcome::Updated);
    QCOMPARE(user(m_world->bob).displayName, u"Robert"_s);
    QCOMPARE(user(m_world->bob).email, u"bob@example.org"_s);
    QCOMPARE(import(draft, OnConflict::Update).outcome, ImportedAccount::Outcome::Unchanged);
}

//! Whose user name is another's is not who was meant.
void AccountImportTest::findsWhoIsThereByTheSurestName()
{
    QVERIFY(await(m_world->accounts.edit(Actor::account(m_world->alice, {}, {}), m_world->alice,
                                         {.username = u"boss"_s}, Run::ForReal)));
    const auto failed =
        import({.name = u"Robert"_s, .phone = user(m_world->bob).phone, .username = u"Boss"_s},
               OnConflict::Update);
    QCOMPARE(failed.outcome, ImportedAccount::Outcome::Failed);
    QCOMPARE(failed.error->code, "username_taken"_L1);
    QCOMPARE(user(m_world->alice).username, u"boss"_s);
    const auto byName =
        import({.name = u"Chief"_s, .email = u"chief@example.org"_s, .username = u"BOSS"_s},
               OnConflict::Update);
    QCOMPARE(byName.outcome, ImportedAccount::Outcome::Updated);
    QCOMPARE(byName.view->user.id, m_world->alice);
}

void AccountImportTest::takesNothingAway()
{
    const QString phone = user(m_world->bob).phone;
    QCOMPARE(import({.name = u"Bob"_s, .phone = phone, .email = u"bob@example.org"_s},
                    OnConflict::Update)
                 .outcome,
             ImportedAccount::Outcome::Updated);
    QCOMPARE(
        import({.name = u"Bob B"_s, .email = u"bob@example.org"_s}, OnConflict::Update).outcome,
        ImportedAccount::Outcome::Updated);
    QCOMPARE(user(m_world->bob).phone, phone);
}

void AccountImportTest::changesNobodysRole()
{
    const AccountDraft draft{
        .name = u"Bob"_s, .phone = user(m_world->bob).phone, .role = StaffRole::Owner};
    const auto failed = import(draft, OnConflict::Update);
    QCOMPARE(failed.outcome, ImportedAccount::Outcome::Failed);
    QCOMPARE(failed.error->code, "role_differs"_L1);
    QCOMPARE(m_world->staff.roleOf(m_world->bob), StaffRole::None);
}

void AccountImportTest::changesNobodyMorePowerful()
{
    QVERIFY(await(m_world->staff.setRole(Actor::account(m_world->alice, {}, {}), m_world->bob,
                                         StaffRole::Admin, Run::ForReal)));
    const AccountDraft draft{.name = u"Alicia"_s, .phone = user(m_world->alice).phone};
    const auto failed = import(draft, OnConflict::Update, m_world->bob);
    QCOMPARE(failed.outcome, ImportedAccount::Outcome::Failed);
    QVERIFY(user(m_world->alice).displayName != u"Alicia"_s);
}

void AccountImportTest::writesDownWhatItDid()
{
    QCOMPARE(import({.name = u"Carol"_s, .phone = u"+933333333333"_s}, OnConflict::Fail).outcome,
             ImportedAccount::Outcome::Created);
    AuditService audit(m_world->context);
    const auto page = await(audit.list({}));
    QVERIFY(page);
    QCOMPARE(page->entries.front().action, u"user.create"_s);
}

void AccountImportTest::rehearsesAsItWouldBe_data()
{
    QTest::addColumn<OnConflict>("policy");
    for (const QString &name : onConflictNames())
        QTest::newRow(qPrintable(name)) << parseOnConflict(name).value();
}

//! Rows of the same import that name the same person, beside one who is there.
void AccountImportTest::rehearsesAsItWouldBe()
{
    QFETCH(const OnConflict, policy);
    const std::vector<Result<AccountDraft>> drafts{
        AccountDraft{.name = u"Carol"_s, .email = u"carol@example.org"_s},
        AccountDraft{.name = u"Caroline"_s, .email = u"Carol@example.org"_s},
        AccountDraft{.name = u"Bobby"_s, .phone = user(m_world->bob).phone},
        AccountDraft{.name = u"Dan"_s, .email = u"dan@example.org"_s, .username = u"dan"_s}};
    const auto outcomes = [&](Run run) {
        const auto outcome = await(
            m_world->imports.import(Actor::account(m_world->alice, {}, {}), drafts, policy, run));
        QStringList names;
        for (const ImportedAccount &each : outcome.accounts)
            names.append(nameOf(each.outcome)
                         + (each.error ? QString(each.error->code) : QString()));
        return names;
    };
    const QStringList would = outcomes(Run::Rehearsal);
    QCOMPARE(outcomes(Run::ForReal), would);
}

void AccountImportTest::stopsWhereThereIsNoRoom()
{
    FullOnce full(m_world->identity.database, 3);
    AdminAccountService accounts({full, m_world->identity.bus, m_world->identity.clock,
                                  m_world->identity.ids, m_world->memory},
                                 m_world->staff, m_world->identity.security);
    AccountImportService imports({full, m_world->identity.clock}, accounts);
    std::vector<Result<AccountDraft>> drafts;
    for (int i = 0; i < 300; ++i)
        drafts.emplace_back(
            AccountDraft{.name = u"Carol"_s, .email = u"carol%1@example.org"_s.arg(i)});
    const auto outcome = await(imports.import(Actor::account(m_world->alice, {}, {}), drafts,
                                              OnConflict::Fail, Run::ForReal));
    QCOMPARE(outcome.accounts.size(), drafts.size());
    QCOMPARE(outcome.accounts[1].outcome, ImportedAccount::Outcome::Created);
    for (const size_t untried : {size_t(2), drafts.size() - 1}) {
        QCOMPARE(outcome.accounts[untried].outcome, ImportedAccount::Outcome::Untried);
        QCOMPARE(outcome.accounts[untried].error->code, "storage_full"_L1);
    }
    const auto last = await(m_world->identity.database->read([](Stores &stores) {
        return stores.accounts.findByIdentifier(
            {Identifier::Kind::Email, u"carol299@example.org"_s});
    }));
    QVERIFY(!last);
}

QTEST_GUILESS_MAIN(AccountImportTest)
#include "tst_accountimport.moc"
