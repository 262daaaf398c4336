// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/admincredentialservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Password = u"correct horse battery"_s;
const LinkPage Page{u"http://127.0.0.1"_s, u"/reset-password"_s};

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

QString tokenOf(const Mail &mail)
{
    return mail.values["link"_L1].toString().section(u"token="_s, 1);
}

} // namespace

class AdminCredentialServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void mailsALinkToANewPassword();
    void mailsNothingInARehearsal();
    void mailsNothingWhereItCannotArrive();
    void takesTheSecondFactorAway();
    void endsSessionsIfItIsTold();
    void rehearsesTakingItAway();
    void takesNothingFromTheMorePowerful();
    void helpsNobodyWhoIsToBeErased();
    void invitesSomebodyNew();
    void invitesAgainUntilTheyCome();
    void invitesNobodyWhoIsHere();

private:
    UserId signUp();
    void addSecondFactor(UserId user);
    Result<Invited> invite(const QString &email, Run run = Run::ForReal)
    {
        return await(m_service->invite(m_owner, {.name = {}, .email = email}, Page, run));
    }
    Result<AccountOutcome> resetPassword(const Actor &actor, UserId user, Run run = Run::ForReal)
    {
        return await(m_service->resetPassword(actor, user, Page, run));
    }
    Result<SecondFactorOutcome> resetFactor(UserId user, LiveSessions sessions,
                                            Run run = Run::ForReal)
    {
        return await(m_service->resetSecondFactor(m_owner, user, sessions, run));
    }
    QStringList actions();

    const Actor m_owner = Actor::account(UserId(1), u"192.0.2.9"_s, u"r"_s);
    const Actor m_admin = Actor::account(UserId(2), {}, {});
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<ChatMemory> m_memory;
    std::unique_ptr<StaffService> m_staff;
    std::unique_ptr<AdminAccountService> m_accounts;
    std::unique_ptr<AdminCredentialService> m_service;
};

void AdminCredentialServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    const AdminContext context{m_identity->database, m_identity->clock};
    m_memory = std::make_unique<ChatMemory>(m_identity->bus, m_identity->database);
    m_staff = std::make_unique<StaffService>(context);
    m_accounts = std::make_unique<AdminAccountService>(
        ChatContext{m_identity->database, m_identity->bus, m_identity->clock, m_identity->ids,
                    *m_memory},
        *m_staff, m_identity->security);
    m_service = std::make_unique<AdminCredentialService>(AdminCredentialService::Surroundings{
        context, *m_accounts, m_identity->sessions, m_identity->links, m_identity->security});
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2})
            addUser(stores, UserId(user));
        if (auto set = stores.staff.setRole(UserId(2), StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(UserId(1), StaffRole::Owner);
    })));
}

void AdminCredentialServiceTest::cleanup()
{
    m_service.reset();
    m_accounts.reset();
    m_staff.reset();
    m_memory.reset();
    m_identity.reset();
}

UserId AdminCredentialServiceTest::signUp()
{
    return await(m_identity->signUps.signUp({.email = AliceMail.value, .password = Password}))->id;
}

void AdminCredentialServiceTest::addSecondFactor(UserId user)
{
    QVERIFY(await(m_identity->database->write([this, user](Stores &stores) {
        return stores.secondFactors.put({user, "sealed", 0, m_identity->clock.now()});
    })));
}

QStringList AdminCredentialServiceTest::actions()
{
    QStringList actions;
    const auto entries = await(
        m_identity->database->read([](Stores &stores) { return stores.audit.listAfter(0, 100); }));
    for (const AuditEntry &entry : *entries)
        actions.append(entry.action);
    return actions;
}

void AdminCredentialServiceTest::mailsALinkToANewPassword()
{
    const UserId alice = signUp();
    QVERIFY(resetPassword(m_owner, alice));
    QCOMPARE(actions(), QStringList{u"user.reset-password"_s});
    const auto mail = m_identity->takeMail();
    QVERIFY(mail);
    QCOMPARE(mail->to, AliceMail.value);
    QCOMPARE(mail->templateName, u"password-reset"_s);
    const SignIn old{AliceMail, Password, u"one"_s, u"phone"_s};
    QVERIFY2(await(m_identity->auth.signInWithPassword(old)), "the old one is good meanwhile");
    const QString fresh = u"another horse"_s;
    QVERIFY(await(m_identity->passwordChanges.resetByLink(tokenOf(*mail), {fresh})));
    QCOMPARE(codeOf(await(
                 m_identity->auth.signInWithPassword({AliceMail, fresh, u"one"_s, u"phone"_s}))),
             u"ok"_s);
}

void AdminCredentialServiceTest::mailsNothingInARehearsal()
{
    const UserId alice = signUp();
    QVERIFY(resetPassword(m_owner, alice, Run::Rehearsal));
    QCOMPARE(codeOf(resetPassword(m_owner, UserId(2), Run::Rehearsal)), u"email_missing"_s);
    const auto invited = invite(u"new@example.org"_s, Run::Rehearsal);
    QVERIFY(invited);
    QVERIFY(invited->isNew);
    QVERIFY(!m_identity->takeMail());
    QVERIFY(actions().isEmpty());
    QVERIFY2(invite(u"new@example.org"_s)->isNew, "the account was made");
}

void AdminCredentialServiceTest::mailsNothingWhereItCannotArrive()
{
    QCOMPARE(codeOf(resetPassword(m_owner, UserId(2))), u"email_missing"_s);
    QVERIFY(await(m_identity->database->write([](Stores &stores) {
        return stores.accounts.setEmail(UserId(2), u"claimed@example.org"_s, {});
    })));
    QCOMPARE(codeOf(resetPassword(m_owner, UserId(2))), u"email_unverified"_s);
    QCOMPARE(codeOf(resetPassword(m_admin, UserId(1))), u"outranked"_s);
    QCOMPARE(codeOf(resetPassword(m_owner, UserId(9))), u"user_not_found"_s);
    QVERIFY(!m_identity->takeMail());
    QVERIFY(actions().isEmpty());
}

void AdminCredentialServiceTest::takesTheSecondFactorAway()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    addSecondFactor(alice.user.id);
    const auto reset = resetFactor(alice.user.id, LiveSessions::Keep);
    QVERIFY(reset);
    QVERIFY(reset->ended.empty());
    QVERIFY(m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(!await(m_identity->factors.state(alice.user.id))->isActive);
    QCOMPARE(m_identity->securityEventsOf(alice.user.id), QStringList{u"second_factor_off"_s});
    QCOMPARE(actions(), QStringList{u"user.reset-second-factor"_s});
    QCOMPARE(codeOf(resetFactor(alice.user.id, LiveSessions::Keep)), u"second_factor_missing"_s);
}

void AdminCredentialServiceTest::endsSessionsIfItIsTold()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    addSecondFactor(alice.user.id);
    const auto reset = resetFactor(alice.user.id, LiveSessions::End);
    QCOMPARE(reset->ended.size(), 1U);
    QVERIFY(!m_identity->authenticator.authenticate(alice.accessToken));
}

void AdminCredentialServiceTest::rehearsesTakingItAway()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    addSecondFactor(alice.user.id);
    QCOMPARE(resetFactor(alice.user.id, LiveSessions::End, Run::Rehearsal)->ended.size(), 1U);
    QVERIFY(await(m_identity->factors.state(alice.user.id))->isActive);
    QVERIFY(m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(actions().isEmpty());
}

void AdminCredentialServiceTest::takesNothingFromTheMorePowerful()
{
    addSecondFactor(UserId(1));
    const auto refused =
        await(m_service->resetSecondFactor(m_admin, UserId(1), LiveSessions::Keep, Run::ForReal));
    QCOMPARE(codeOf(refused), u"outranked"_s);
    QVERIFY(await(m_identity->factors.state(UserId(1)))->isActive);
}

void AdminCredentialServiceTest::helpsNobodyWhoIsToBeErased()
{
    const UserId user = signUp();
    addSecondFactor(user);
    QVERIFY(await(m_identity->database->write(
        [user](Stores &stores) { return stores.erasures.put({.user = user}); })));
    QCOMPARE(codeOf(resetPassword(m_owner, user)), u"under_erasure"_s);
    QCOMPARE(codeOf(resetFactor(user, LiveSessions::Keep)), u"under_erasure"_s);
    QVERIFY(actions().isEmpty());
}

void AdminCredentialServiceTest::invitesSomebodyNew()
{
    const auto invited = invite(AliceMail.value);
    QVERIFY(invited);
    QVERIFY(invited->isNew);
    QCOMPARE(invited->view.user.displayName, u"alice.w"_s);
    QCOMPARE(actions(), (QStringList{u"user.create"_s, u"user.invite"_s}));
    const auto mail = m_identity->takeMail();
    QCOMPARE(mail->templateName, u"invitation"_s);
    QCOMPARE(mail->values["days"_L1], QJsonValue(u"7"_s));
    QVERIFY(mail->values["link"_L1].toString().startsWith(
        u"https://chat.example.org/reset-password?token="_s));

    m_identity->clock.advance(std::chrono::hours(7 * 24 - 1));
    QVERIFY(await(m_identity->passwordChanges.resetByLink(tokenOf(*mail), {Password})));
    const auto signedIn =
        await(m_identity->auth.signInWithPassword({AliceMail, Password, u"one"_s, u"phone"_s}));
    QCOMPARE(signedIn->user.id, invited->view.user.id);
}

void AdminCredentialServiceTest::invitesAgainUntilTheyCome()
{
    const auto first = invite(AliceMail.value);
    const auto firstMail = m_identity->takeMail();
    const auto second = invite(AliceMail.value.toUpper());
    const auto secondMail = m_identity->takeMail();
    QVERIFY(second);
    QVERIFY(!second->isNew);
    QCOMPARE(second->view.user.id, first->view.user.id);
    QCOMPARE(
        codeOf(await(m_identity->passwordChanges.resetByLink(tokenOf(*firstMail), {Password}))),
        u"link_invalid"_s);
    QVERIFY(await(m_identity->passwordChanges.resetByLink(tokenOf(*secondMail), {Password})));
    QCOMPARE(codeOf(invite(AliceMail.value)), u"already_joined"_s);
}

void AdminCredentialServiceTest::invitesNobodyWhoIsHere()
{
    const UserId alice = m_identity->signIn(AliceMail, u"phone"_s).user.id;
    QVERIFY(!alice.isNull());
    QCOMPARE(codeOf(invite(AliceMail.value)), u"already_joined"_s);
    QCOMPARE(codeOf(invite(u"nobody"_s)), u"invalid_input"_s);
    const auto refused = await(m_service->invite(
        m_admin, {.name = {}, .email = u"x@example.org"_s, .role = StaffRole::Owner}, Page,
        Run::ForReal));
    QCOMPARE(codeOf(refused), u"capability_missing"_s);
    QVERIFY(actions().isEmpty());
}

QTEST_GUILESS_MAIN(AdminCredentialServiceTest)
#include "tst_admincredentialservice.moc"
