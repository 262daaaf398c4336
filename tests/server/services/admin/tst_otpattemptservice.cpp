// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otpattemptservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

using State = CodeAttempt::State;

namespace {

//! \brief Gets nothing anywhere.
class BrokenSender : public CodeSender
{
public:
    QCoro::Task<Result<>> send(CodeMessage) override
    {
        co_return deliveryFailed(u"No way there."_s);
    }
};

} // namespace

class OtpAttemptServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void followsACodeUntilItIsUsed();
    void seesWhatDoesNotArrive();
    void seesWhatIsNotSent();
    void seesWhatAnOperatorMade();
    void pages();
    void forgetsAfterAWhile();
    void refusesWhatIsNoFilter();

private:
    std::vector<CodeAttempt> list() { return await(m_attempts->list({})).value().attempts; }

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<OtpAttemptService> m_attempts;
};

void OtpAttemptServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_attempts =
        std::make_unique<OtpAttemptService>(AdminContext{m_identity->database, m_identity->clock});
}

void OtpAttemptServiceTest::cleanup()
{
    m_attempts.reset();
    m_identity.reset();
}

void OtpAttemptServiceTest::followsACodeUntilItIsUsed()
{
    const QString code = m_identity->requestCode(Alice);
    QCOMPARE(list().size(), 1U);
    QVERIFY(list().front().state == State::Sent);
    QCOMPARE(list().front().destination, u"+91••••••••11"_s);
    QCOMPARE(list().front().address, Somewhere.toString());
    QVERIFY(list().front().account.isNull());
    QCOMPARE(list().front().requestedAt, m_identity->clock.now());

    QVERIFY(!await(m_identity->codes.verify(Alice, u"none"_s, Somewhere)));
    QCOMPARE(list().front().guesses, 1);
    QVERIFY(await(m_identity->auth.signIn({Alice, code, u"phone"_s, u"phone"_s})));
    QVERIFY(list().front().state == State::Used);
    QCOMPARE(list().front().guesses, 2);

    const SignedIn again = m_identity->signIn(Alice, u"tablet"_s);
    QCOMPARE(list().size(), 2U);
    QCOMPARE(list().front().account, again.user.id);
}

void OtpAttemptServiceTest::seesWhatDoesNotArrive()
{
    BrokenSender broken;
    OneTimeCodeService failing(m_identity->context, broken, quickPolicy(), "pepper");
    QVERIFY(!await(failing.request(Alice, Somewhere)));
    QCOMPARE(list().size(), 1U);
    QVERIFY(list().front().state == State::Undelivered);
    const auto delivery = await(m_attempts->delivery({}));
    QCOMPARE(delivery->size(), 1U);
    QCOMPARE(delivery->front().undelivered, 1);
    QCOMPARE(delivery->front().lastLost, std::optional(m_identity->clock.now()));
}

void OtpAttemptServiceTest::seesWhatIsNotSent()
{
    QVERIFY(await(m_identity->codes.request(AliceMail, Somewhere, CodePurpose::NewPassword)));
    QVERIFY(list().front().state == State::Withheld);
    QVERIFY(await(m_attempts->delivery({}))->empty());
}

void OtpAttemptServiceTest::seesWhatAnOperatorMade()
{
    QVERIFY(await(m_identity->codes.issue(Alice)));
    QVERIFY(list().front().state == State::Issued);
    QVERIFY(list().front().address.isEmpty());
}

void OtpAttemptServiceTest::pages()
{
    for (int i = 0; i < 3; ++i) {
        m_identity->clock.advance(std::chrono::minutes(2));
        QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    }
    CodeAttemptQuery query{.limit = 2};
    const auto first = await(m_attempts->list(query));
    QCOMPARE(first->attempts.size(), 2U);
    QVERIFY(first->next);
    query.after = first->next;
    const auto second = await(m_attempts->list(query));
    QCOMPARE(second->attempts.size(), 1U);
    QVERIFY(!second->next);
    QVERIFY(second->attempts.front().requestedAt < first->attempts.back().requestedAt);
    QCOMPARE(await(m_attempts->count({})).value(), 3);
}

void OtpAttemptServiceTest::forgetsAfterAWhile()
{
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    m_identity->clock.advance(std::chrono::hours(29 * 24));
    QVERIFY(await(m_identity->codes.tidy()));
    QCOMPARE(list().size(), 1U);
    m_identity->clock.advance(std::chrono::hours(2 * 24));
    QVERIFY(await(m_identity->codes.tidy()));
    QVERIFY(list().empty());
}

void OtpAttemptServiceTest::refusesWhatIsNoFilter()
{
    QCOMPARE(m_attempts->parse(u"stat:sent"_s).error().code, "invalid_filter"_L1);
    QVERIFY(m_attempts->parse(u"requested>-1d"_s));
}

QTEST_GUILESS_MAIN(OtpAttemptServiceTest)
#include "tst_otpattemptservice.moc"
