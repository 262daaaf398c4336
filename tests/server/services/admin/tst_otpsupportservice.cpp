// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otpsupportservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Actor Operator{{}, u"local:0"_s, {}, u"request"_s};

} // namespace

class OtpSupportServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesACodeThatSignsInOnce();
    void makesItPastAllLimits();
    void makesAnotherWhereGuessesBurntOne();
    void writesDownWhoHadItMade();
    void knowsNoStrangers();
    void needsAProvenDestination();
    void makesNoneForWhoIsToBeErased();
    void rehearsesWithoutACode();
    void rehearsesWithoutSending();
    void sendsACodeThatOpensNothing();
    void saysThatItWillNotArrive();

private:
    Result<BreakGlassCode> breakGlass(UserId user, Run run = Run::ForReal)
    {
        return await(m_support->breakGlass(Operator, user, run));
    }
    std::vector<AuditEntry> audit()
    {
        return await(m_identity->database->read(
                         [](Stores &stores) { return stores.audit.listAfter(0, 99); }))
            .value();
    }
    UserId addAccount(const User &user)
    {
        const auto added = await(m_identity->database->write(
            [user](Stores &stores) { return stores.accounts.add(user); }));
        return added ? user.id : UserId();
    }

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<OtpSupportService> m_support;
    UserId m_alice;
};

void OtpSupportServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_support =
        std::make_unique<OtpSupportService>(AdminContext{m_identity->database, m_identity->clock},
                                            m_identity->codes, m_identity->sender);
    m_alice = m_identity->signIn(Alice, u"phone"_s).user.id;
}

void OtpSupportServiceTest::cleanup()
{
    m_support.reset();
    m_identity.reset();
}

void OtpSupportServiceTest::makesACodeThatSignsInOnce()
{
    const QString sentLast = m_identity->sender.lastCode(Alice).value_or(QString());
    const auto made = breakGlass(m_alice);
    QVERIFY(made);
    QCOMPARE(made->to, Alice);
    QCOMPARE(made->issued.expiresAt, m_identity->clock.now() + quickPolicy().lifetime);
    QCOMPARE(m_identity->sender.lastCode(Alice).value_or(QString()), sentLast);
    const SignIn signIn{Alice, made->issued.code, u"new phone"_s, u"phone"_s};
    QVERIFY(await(m_identity->auth.signIn(signIn)));
    QVERIFY(!await(m_identity->auth.signIn(signIn)));
}

void OtpSupportServiceTest::makesItPastAllLimits()
{
    for (int i = 0; i < 40; ++i)
        QVERIFY(breakGlass(m_alice));
}

void OtpSupportServiceTest::makesAnotherWhereGuessesBurntOne()
{
    QVERIFY(breakGlass(m_alice));
    for (int i = 0; i < 5; ++i)
        QVERIFY(!await(m_identity->codes.verify(Alice, u"no"_s, Somewhere)));
    const auto made = breakGlass(m_alice);
    QVERIFY(made);
    QVERIFY(await(m_identity->codes.verify(Alice, made->issued.code, Somewhere)));
}

void OtpSupportServiceTest::writesDownWhoHadItMade()
{
    const auto made = breakGlass(m_alice);
    QVERIFY(made);
    const AuditEntry entry = audit().back();
    QCOMPARE(entry.action, u"otp.break-glass"_s);
    QCOMPARE(entry.actor, u"local:0"_s);
    QCOMPARE(entry.target, u"user:"_s + m_alice.toString());
    QCOMPARE(entry.after, u"{\"to\":\"+91••••••••11\"}"_s);
    QVERIFY(!entry.after.contains(made->issued.code));
}

void OtpSupportServiceTest::knowsNoStrangers()
{
    QCOMPARE(breakGlass(UserId(7)).error().kind, Error::Kind::NotFound);
    QVERIFY(audit().empty());
}

//! Whoever proves an address gets it: a code for one that is only claimed opens another account.
void OtpSupportServiceTest::needsAProvenDestination()
{
    User user;
    user.id = UserId(7);
    user.displayName = u"Carol"_s;
    user.email = u"carol@example.org"_s;
    QCOMPARE(breakGlass(addAccount(user)).error().code, "no_destination"_L1);
    user.id = UserId(8);
    user.email = u"carol2@example.org"_s;
    user.isEmailVerified = true;
    const auto made = breakGlass(addAccount(user));
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QCOMPARE(made->to.value, u"carol2@example.org"_s);
}

void OtpSupportServiceTest::makesNoneForWhoIsToBeErased()
{
    QVERIFY(await(m_identity->database->write(
        [this](Stores &stores) { return stores.erasures.put({.user = m_alice}); })));
    const auto made = breakGlass(m_alice);
    QVERIFY(!made);
    QCOMPARE(made.error().code, "under_erasure"_L1);
    QVERIFY(audit().empty());
}

void OtpSupportServiceTest::rehearsesWithoutACode()
{
    const auto before = breakGlass(m_alice);
    const auto would = breakGlass(m_alice, Run::Rehearsal);
    QVERIFY(would);
    QCOMPARE(would->to, Alice);
    QVERIFY(would->issued.code.isEmpty());
    QCOMPARE(would->issued.expiresAt, m_identity->clock.now() + quickPolicy().lifetime);
    QCOMPARE(audit().size(), 1U);
    QVERIFY(await(
        m_identity->codes.verify(Alice, before->issued.code, Somewhere))); // It is still good.
    QCOMPARE(breakGlass(UserId(7), Run::Rehearsal).error().kind, Error::Kind::NotFound);
}

void OtpSupportServiceTest::rehearsesWithoutSending()
{
    const auto would = await(m_support->testSend(Operator, Bob, Run::Rehearsal));
    QVERIFY(would);
    QVERIFY(!*would);
    QVERIFY(!m_identity->sender.lastCode(Bob));
    QVERIFY(audit().empty());
}

void OtpSupportServiceTest::sendsACodeThatOpensNothing()
{
    QVERIFY(await(m_support->testSend(Operator, Bob, Run::ForReal)));
    QCOMPARE(m_identity->sender.lastCode(Bob).value_or(QString()), u"000000"_s);
    QCOMPARE(await(m_identity->codes.verify(Bob, u"000000"_s, Somewhere)).error().code,
             "otp_expired"_L1);
    QCOMPARE(audit().back().action, u"otp.test-send"_s);
    QCOMPARE(audit().back().target, u"destination:+91••••••••22"_s);
    QVERIFY(await(m_identity->codes.request(Bob, Somewhere))); // It costs nobody a cooldown.
}

void OtpSupportServiceTest::saysThatItWillNotArrive()
{
    class NoSender : public CodeSender
    {
    public:
        QCoro::Task<Result<>> send(CodeMessage) override
        {
            co_return deliveryFailed(u"No network."_s);
        }
    } sender;
    OtpSupportService support({m_identity->database, m_identity->clock}, m_identity->codes, sender);
    QCOMPARE(await(support.testSend(Operator, Bob, Run::ForReal)).error().code,
             "delivery_failed"_L1);
}

QTEST_GUILESS_MAIN(OtpSupportServiceTest)
#include "tst_otpsupportservice.moc"
