// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/jobs/mail/mailjob.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/jobs/mail/mailtransport.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! \brief Keeps what it is given.
class KeepingTransport : public MailTransport
{
public:
    Result<> deliver(const MimeMessage &message, const std::stop_token &) override
    {
        messages.push_back(message);
        return outcome;
    }

    Result<QString> probe(const std::stop_token &) override { return u"A test keeps mails"_s; }

    void rest() override { ++rests; }

    std::vector<MimeMessage> messages;
    Result<> outcome;
    int rests = 0;
};

struct Fixture
{
    Job job(const Mail &mail) const
    {
        return {.id = JobId(17),
                .kind = MailJobKind,
                .key = {},
                .payload = toPayload(mail, box),
                .lastError = {},
                .createdAt = clock.now(),
                .updatedAt = clock.now()};
    }
    Mail code(const QString &digits = u"123456"_s) const
    {
        return {.to = u"ann@example.org"_s,
                .templateName = u"sign-in-code"_s,
                .language = u"de"_s,
                .values = {{u"code"_s, digits}, {u"minutes"_s, 5}},
                .expiresAt = clock.now() + 5min};
    }

    MovableClock clock;
    SecretBox box{randomBytes(SecretBox::KeyBytes)};
    std::shared_ptr<KeepingTransport> transport = std::make_shared<KeepingTransport>();
    MailJob handler{{box, clock},
                    {MailTemplates(), {u"Linnet"_s, "no-reply@example.org"}, transport}};
};

} // namespace

class MailJobTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAndSendsAMail();
    void namesEveryAttemptAlike();
    void passesOnWhyItWasNotSent();
    void doesNotSendWhatBecameUseless();
    void doesNotSendWhatItCannotRead();
    void tellsWhoeverWantsToKnowOfALostMail();
    void takesAnotherRoute();
    void passesOnThatThereIsNothingToDo();
};

void MailJobTest::writesAndSendsAMail()
{
    Fixture fixture;

    QVERIFY(fixture.handler.run(fixture.job(fixture.code()), {}));

    const MimeMessage &mail = fixture.transport->messages.front();
    QCOMPARE(mail.to.address, "ann@example.org");
    QCOMPARE(mail.from.address, "no-reply@example.org");
    QCOMPARE(mail.subject, u"Ihr Anmeldecode für Linnet"_s);
    QCOMPARE(mail.language, u"de"_s);
    QCOMPARE(mail.date, fixture.clock.now());
    QVERIFY(mail.text.contains(u"123456"_s));
    QVERIFY(mail.text.contains(u"5 Minuten"_s));
    QVERIFY(mail.html.contains(u"123456"_s));
}

void MailJobTest::namesEveryAttemptAlike()
{
    Fixture fixture;
    const Job job = fixture.job(fixture.code());

    QVERIFY(fixture.handler.run(job, {}));
    QVERIFY(fixture.handler.run(job, {}));
    QVERIFY(fixture.handler.run(fixture.job(fixture.code()), {}));

    const auto &messages = fixture.transport->messages;
    QCOMPARE(messages[0].id, messages[1].id);
    QVERIFY(messages[0].id != messages[2].id);
    QVERIFY(messages[0].id.endsWith("@example.org"));
}

void MailJobTest::passesOnWhyItWasNotSent()
{
    Fixture fixture;
    fixture.transport->outcome = Error{Error::Kind::Unavailable, "mail_failed"_L1, u"Later."_s};

    const auto sent = fixture.handler.run(fixture.job(fixture.code()), {});

    QCOMPARE(sent.error().kind, Error::Kind::Unavailable);
}

void MailJobTest::doesNotSendWhatBecameUseless()
{
    Fixture fixture;
    const Job job = fixture.job(fixture.code());
    fixture.clock.advance(5min);

    const auto sent = fixture.handler.run(job, {});

    QCOMPARE(sent.error().code, "mail_expired"_L1);
    QCOMPARE(sent.error().kind, Error::Kind::InvalidInput);
    QVERIFY(fixture.transport->messages.empty());
}

void MailJobTest::doesNotSendWhatItCannotRead()
{
    Fixture fixture;
    Job job = fixture.job(fixture.code());
    job.payload = "{\"to\":\"ann@example.org\"}";
    Mail unknown = fixture.code();
    unknown.templateName = u"nothing"_s;

    QCOMPARE(fixture.handler.run(job, {}).error().code, "mail_sealed"_L1);
    QCOMPARE(fixture.handler.run(fixture.job(unknown), {}).error().code, "mail_template"_L1);
    QVERIFY(fixture.transport->messages.empty());
}

void MailJobTest::tellsWhoeverWantsToKnowOfALostMail()
{
    Fixture fixture;
    TestStores stores;
    Mail code = fixture.code();
    code.context = {{u"challenge"_s, u"77"_s}};
    QVERIFY(fixture.handler.giveUp(*stores, fixture.job(code)));

    QString challenge;
    fixture.handler.whenLost([&](Stores &, const Mail &mail) {
        challenge = mail.context.value(u"challenge"_s).toString();
        return Result<>();
    });
    QVERIFY(fixture.handler.giveUp(*stores, fixture.job(code)));

    QCOMPARE(challenge, u"77"_s);
}

void MailJobTest::takesAnotherRoute()
{
    Fixture fixture;
    const auto other = std::make_shared<KeepingTransport>();

    fixture.handler.configure(
        {MailTemplates({}, u"hi"_s), {u"Other"_s, "other@example.org"}, other});

    Mail mail = fixture.code();
    mail.language.clear();
    QVERIFY(fixture.handler.run(fixture.job(mail), {}));
    QVERIFY(fixture.transport->messages.empty());
    QCOMPARE(other->messages.front().from.address, "other@example.org");
    QCOMPARE(other->messages.front().language, u"hi"_s);
    QVERIFY(other->messages.front().subject.contains(u"Other"_s));
}

void MailJobTest::passesOnThatThereIsNothingToDo()
{
    Fixture fixture;
    const std::weak_ptr<KeepingTransport> former = fixture.transport;
    fixture.transport.reset();
    const auto other = std::make_shared<KeepingTransport>();

    fixture.handler.configure({MailTemplates(), {}, other});
    QVERIFY(former.expired());
    fixture.handler.rest();

    QCOMPARE(other->rests, 1);
}

QTEST_GUILESS_MAIN(MailJobTest)
#include "tst_mailjob.moc"
