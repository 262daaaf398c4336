// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/jobs/jobrunner.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailjob.h"
#include "server/jobs/mail/mailtransport.h"
#include "server/services/identity/emailcodesender.h"
#include "server/services/identity/replaceablecodesender.h"
#include "server/services/identity/splitcodesender.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Identifier Ann{Identifier::Kind::Email, u"ann@example.org"_s};
const Identifier Nobody{Identifier::Kind::Email, u"nobody@example.org"_s};

//! \brief A mail server that does as it is told. Safe from any thread.
class MoodyTransport : public MailTransport
{
public:
    Result<> deliver(const MimeMessage &message, const std::stop_token &) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_refusal)
            return *m_refusal;
        m_texts.append(message.text);
        return {};
    }

    Result<QString> probe(const std::stop_token &) override { return QString(); }

    void refuse(std::optional<Error> refusal)
    {
        const std::lock_guard lock(m_mutex);
        m_refusal = std::move(refusal);
    }
    QStringList texts() const
    {
        const std::lock_guard lock(m_mutex);
        return m_texts;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<Error> m_refusal;
    QStringList m_texts;
};

//! \brief Codes by mail, over a queue that runs.
struct Fixture
{
    Fixture()
    {
        job.whenLost(&EmailCodeSender::refund);
        runner.add(job);
        if (!await(runner.start()))
            qFatal("The jobs do not start.");
    }

    Result<CodeRequested> request(CodePurpose purpose = CodePurpose::SignIn)
    {
        return await(codes.request(Ann, Somewhere, purpose));
    }
    //! Asks until it is given a code: what is lost is given back a moment after it is counted.
    bool canRequestSoon()
    {
        return test::waitUntil([this] { return request().has_value(); });
    }
    void advance(std::chrono::milliseconds by)
    {
        identity.clock.advance(by);
        identity.database->jobsAdded().ring();
    }
    quint64 dead() const { return runner.report().front().dead; }

    IdentityFixture identity;
    std::shared_ptr<MoodyTransport> transport = std::make_shared<MoodyTransport>();
    SecretBox box{randomBytes(SecretBox::KeyBytes)};
    MailJob job{{box, identity.clock},
                {MailTemplates(), {u"Linnet"_s, "a@example.org"}, transport}};
    Mailer mailer{identity.ids, identity.clock, box, Mailer::Mode::Sends};
    EmailCodeSender sender{identity.database, mailer, identity.clock};
    OneTimeCodeService codes{identity.context, sender, quickPolicy(), "pepper"};
    JobRunner runner{{identity.database, identity.clock, 1}};
};

} // namespace

class EmailCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void mailsACode();
    void saysWhatACodeIsFor();
    void givesBackWhatTheMailServerRefused();
    void givesBackWhatCameTooLate();
    void keepsTryingWhileTheCodeIsGood();
    void refusesAtOnceWhereNoMailIsSetUp();
    void tellsNobodyWhoHasAnAccountWhereNoMailIsSetUp();
    void givesNothingBackOfACodeForANewPassword();
    void leavesTelephonesToOthers();
};

void EmailCodeSenderTest::mailsACode()
{
    Fixture fixture;

    QVERIFY(fixture.request());

    QTRY_COMPARE(int(fixture.transport->texts().size()), 1);
    static const QRegularExpression code(u"\\b[0-9]{6}\\b"_s);
    const QString text = fixture.transport->texts().front();
    QVERIFY(text.contains(u"5 minutes"_s));
    QVERIFY(await(fixture.codes.verify(Ann, code.match(text).captured(), Somewhere)));
}

void EmailCodeSenderTest::saysWhatACodeIsFor()
{
    Fixture fixture;
    QVERIFY(await(fixture.identity.database->write([](Stores &stores) {
        return stores.accounts.add({.id = UserId(5), .email = Ann.value});
    })));

    QVERIFY(fixture.request(CodePurpose::NewPassword));

    QTRY_COMPARE(int(fixture.transport->texts().size()), 1);
    QVERIFY(fixture.transport->texts().front().contains(u"new password"_s));
}

void EmailCodeSenderTest::givesBackWhatTheMailServerRefused()
{
    Fixture fixture;
    fixture.transport->refuse(Error{Error::Kind::InvalidInput, "mail_refused"_L1, u"Unknown."_s});
    QVERIFY(fixture.request());

    QTRY_COMPARE(fixture.dead(), quint64(1));

    fixture.transport->refuse({});
    QVERIFY(fixture.canRequestSoon()); // Without waiting for the cooldown.
    QTRY_COMPARE(int(fixture.transport->texts().size()), 1);
}

void EmailCodeSenderTest::givesBackWhatCameTooLate()
{
    Fixture fixture;
    fixture.transport->refuse(Error{Error::Kind::Unavailable, "mail_failed"_L1, u"Down."_s});
    const int hourly = quickPolicy().hourly.destination;
    for (int i = 0; i <= hourly; ++i) {
        QVERIFY(fixture.canRequestSoon());
        QTRY_VERIFY(fixture.runner.report().front().isFailing);
        fixture.advance(6min); // The code is no good any more.
        QTRY_COMPARE(fixture.dead(), quint64(i + 1));
    }
}

void EmailCodeSenderTest::keepsTryingWhileTheCodeIsGood()
{
    Fixture fixture;
    fixture.transport->refuse(Error{Error::Kind::Unavailable, "mail_failed"_L1, u"Down."_s});
    QVERIFY(fixture.request());
    QTRY_COMPARE(fixture.runner.report().front().failed, quint64(1));
    QCOMPARE(fixture.request().error().code, "otp_cooldown"_L1);

    fixture.transport->refuse({});
    fixture.advance(10s);

    QTRY_COMPARE(int(fixture.transport->texts().size()), 1);
}

void EmailCodeSenderTest::refusesAtOnceWhereNoMailIsSetUp()
{
    IdentityFixture identity;
    const SecretBox box(randomBytes(SecretBox::KeyBytes));
    const Mailer mailer(identity.ids, identity.clock, box, Mailer::Mode::Refuses);
    EmailCodeSender sender(identity.database, mailer, identity.clock);
    OneTimeCodeService codes(identity.context, sender, quickPolicy(), "pepper");

    for (int i = 0; i < 2; ++i) { // It is no request that would have to cool down.
        const auto requested = await(codes.request(Ann, Somewhere));
        QCOMPARE(requested.error().code, "mail_not_configured"_L1);
        QCOMPARE(requested.error().kind, Error::Kind::Unavailable);
    }
}

void EmailCodeSenderTest::tellsNobodyWhoHasAnAccountWhereNoMailIsSetUp()
{
    IdentityFixture identity;
    identity.signIn(Ann, u"phone"_s);
    const SecretBox box(randomBytes(SecretBox::KeyBytes));
    const Mailer mailer(identity.ids, identity.clock, box, Mailer::Mode::Refuses);
    ReplaceableCodeSender sender(std::make_shared<SplitCodeSender>(
        std::make_unique<KeepingCodeSender>(),
        std::make_unique<EmailCodeSender>(identity.database, mailer, identity.clock)));
    OneTimeCodeService codes(identity.context, sender, quickPolicy(), "pepper");

    for (const Identifier &who : {Ann, Ann, Nobody, Nobody}) {
        const auto requested = await(codes.request(who, Somewhere, CodePurpose::NewPassword));
        QCOMPARE(requested.error().code, "mail_not_configured"_L1);
    }
}

//! Who has no account is sent none, and can ask no sooner either.
void EmailCodeSenderTest::givesNothingBackOfACodeForANewPassword()
{
    Fixture fixture;
    QVERIFY(await(fixture.identity.database->write([](Stores &stores) {
        return stores.accounts.add({.id = UserId(5), .email = Ann.value});
    })));
    fixture.transport->refuse(Error{Error::Kind::InvalidInput, "mail_refused"_L1, u"Unknown."_s});
    QVERIFY(fixture.request(CodePurpose::NewPassword));
    const auto fate = [&fixture] {
        const auto attempts = await(fixture.identity.database->read(
            [](Stores &stores) { return stores.codeAttempts.list({.limit = 1}); }));
        return attempts->front().state;
    };

    QTRY_COMPARE(fate(), CodeAttempt::State::Undelivered);

    QCOMPARE(fixture.request(CodePurpose::NewPassword).error().code, "otp_cooldown"_L1);
}

void EmailCodeSenderTest::leavesTelephonesToOthers()
{
    auto phones = std::make_unique<KeepingCodeSender>();
    auto emails = std::make_unique<KeepingCodeSender>();
    const auto &toPhones = *phones;
    const auto &toEmails = *emails;
    SplitCodeSender sender(std::move(phones), std::move(emails));
    const Mailbox mailbox;

    QVERIFY(await(sender.send({Alice, u"111111"_s, 5min})));
    QVERIFY(await(sender.send({Ann, u"222222"_s, 5min})));

    QCOMPARE(toPhones.lastCode(Alice), std::optional(u"111111"_s));
    QCOMPARE(toEmails.lastCode(Ann), std::optional(u"222222"_s));
    QVERIFY(!toPhones.lastCode(Ann));
    QVERIFY(!toEmails.lastCode(Alice));
}

QTEST_GUILESS_MAIN(EmailCodeSenderTest)
#include "tst_emailcodesender.moc"
