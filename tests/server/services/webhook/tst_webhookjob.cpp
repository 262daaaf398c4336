// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/webhook/webhookjob.h"
#include "server/services/webhook/webhooksecret.h"
#include "server/services/webhook/webhookwriter.h"
#include "tests/support/await.h"
#include "tests/support/fakeapi.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WebhookJobTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void deliversAndSigns();
    void signsWithTheOldSecretForAWhile();
    void deliversOnce();
    void triesAgain_data();
    void triesAgain();
    void takesAsFailedWhatIsGivenUp();
    void switchesOffWhatFailsForLong();
    void forgivesWhatAnswersAgain();
    void tellsNothingToWhatIsOff();
    void testsWhatIsOff();
    void refusesItsOwnNetwork();
    void saysThatASecretIsLost();
    void leavesAloneWhatIsGone();

private:
    using State = WebhookDelivery::State;

    template <typename T>
    T inDatabase(std::function<Result<T>(Stores &)> work)
    {
        auto done = await((*m_database)->write(std::move(work)));
        if (!done)
            qFatal("%s %s", qPrintable(done.error().message), qPrintable(done.error().detail));
        if constexpr (!std::is_void_v<T>)
            return std::move(*done);
    }
    Webhook webhook()
    {
        return inDatabase<Webhook>([](Stores &stores) { return stores.webhooks.find(Hook); });
    }
    void change(const std::function<void(Webhook &)> &edit)
    {
        Webhook changed = webhook();
        edit(changed);
        inDatabase<void>([changed](Stores &stores) { return stores.webhooks.update(changed); });
    }
    Job order(WebhookEvent event = WebhookEvent::AccountCreated);
    WebhookDelivery delivery(const Job &job)
    {
        const DeliveryId id = deliveryOf(job.payload).value();
        return inDatabase<WebhookDelivery>(
            [id](Stores &stores) { return stores.webhooks.findDelivery(id); });
    }
    //! \return the "v1" values of \p request's signature, whose time has to be the clock's.
    QByteArrayList codes(const FakeApi::Request &request) const;
    QByteArray codeFor(const QByteArray &secret, const QByteArray &body) const
    {
        return webhookSignature(body, {secret}, m_clock.now()).split('=').last();
    }

    static constexpr WebhookId Hook{1};

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    SecretBox m_box{randomBytes(SecretBox::KeyBytes)};
    WebhookTerms m_terms{{OutgoingRules::Reach::Anywhere, OutgoingRules::Security::Any, Patience},
                         1h};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<FakeApi> m_api;
    std::unique_ptr<WebhookJob> m_job;
};

void WebhookJobTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_api = std::make_unique<FakeApi>();
    m_job = std::make_unique<WebhookJob>(WebhookJob::Context{*m_database, m_clock, m_box}, m_terms);
    const Webhook hook{.id = Hook,
                       .name = u"CRM"_s,
                       .url = m_api->url() + u"/hook"_s,
                       .events = {u"account.created"_s}};
    const QByteArray sealed = sealWebhookSecret(m_box, Hook, "secret");
    inDatabase<void>([=](Stores &stores) { return stores.webhooks.add(hook, {sealed}); });
}

void WebhookJobTest::cleanup()
{
    m_job.reset();
    m_api.reset();
    m_database.reset();
}

Job WebhookJobTest::order(WebhookEvent event)
{
    const Timestamp now = m_clock.now();
    const auto written = inDatabase<WebhookDelivery>([this, event, now](Stores &stores) {
        return WebhookWriter(m_ids).writeTo(stores, Hook, {event, {}, now});
    });
    return {.id = JobId(1),
            .kind = WebhookJobKind,
            .payload = written.id.toString().toLatin1(),
            .createdAt = now,
            .updatedAt = now};
}

QByteArrayList WebhookJobTest::codes(const FakeApi::Request &request) const
{
    const qsizetype begin = request.head.indexOf("Linnet-Signature: ") + 18;
    QByteArrayList parts =
        request.head.mid(begin, request.head.indexOf('\r', begin) - begin).split(',');
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(m_clock.now().time_since_epoch());
    if (parts.takeFirst() != "t=" + QByteArray::number(qint64(seconds.count())))
        return {};
    for (QByteArray &part : parts)
        part = part.mid(3);
    return parts;
}

void WebhookJobTest::deliversAndSigns()
{
    m_api->answer("POST /hook", "Thanks", 202);
    const Job job = order();
    QVERIFY(m_job->run(job, {}));
    const auto request = m_api->requests().value(0);
    const WebhookDelivery done = delivery(job);
    QCOMPARE(QString::fromUtf8(request.body), done.body);
    QVERIFY(request.hasHeader("Linnet-Event: account.created"));
    QVERIFY(request.hasHeader("Linnet-Delivery: " + job.payload));
    QCOMPARE(codes(request), QByteArrayList{codeFor("secret", request.body)});
    QCOMPARE(done.state, State::Delivered);
    QCOMPARE(done.attempts, 1);
    QCOMPARE(done.status, 202);
    QCOMPARE(done.answer, u"Thanks"_s);
    QVERIFY(done.problem.isEmpty());
}

void WebhookJobTest::signsWithTheOldSecretForAWhile()
{
    m_api->answer("POST /hook", {});
    const WebhookSecrets secrets{sealWebhookSecret(m_box, Hook, "new"),
                                 sealWebhookSecret(m_box, Hook, "secret")};
    inDatabase<void>([=](Stores &stores) { return stores.webhooks.setSecrets(Hook, secrets); });
    change([this](Webhook &hook) { hook.oldSecretUntil = m_clock.now() + 1h; });
    QVERIFY(m_job->run(order(), {}));
    const auto first = m_api->requests().value(0);
    QCOMPARE(codes(first),
             (QByteArrayList{codeFor("new", first.body), codeFor("secret", first.body)}));
    m_clock.advance(1h);
    QVERIFY(m_job->run(order(), {}));
    const auto second = m_api->requests().value(1);
    QCOMPARE(codes(second), QByteArrayList{codeFor("new", second.body)});
}

//! A crash before the queue knew makes the job run again.
void WebhookJobTest::deliversOnce()
{
    m_api->answer("POST /hook", {});
    const Job job = order();
    QVERIFY(m_job->run(job, {}));
    QVERIFY(m_job->run(job, {}));
    QCOMPARE(m_api->requests().size(), 1);
}

void WebhookJobTest::triesAgain_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &answer, int status) {
        QTest::newRow(name) << answer << status;
    };
    row("an error", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 500);
    row("a refusal", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", 404);
    row("a redirect", "HTTP/1.1 302 There\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n", 302);
    row("silence", {}, 0);
}

void WebhookJobTest::triesAgain()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    m_api->answerRaw("POST /hook", answer);
    if (answer.isEmpty()) {
        WebhookTerms impatient = m_terms;
        impatient.rules.timeout = 500ms;
        m_job->configure(impatient);
    }
    const Job job = order();
    QCOMPARE(m_job->run(job, {}).error().kind, Error::Kind::Unavailable);
    const WebhookDelivery failed = delivery(job);
    QCOMPARE(failed.state, State::Pending);
    QCOMPARE(failed.attempts, 1);
    QCOMPARE(failed.status, status);
    QVERIFY(!failed.problem.isEmpty());
    QCOMPARE(webhook().failingSince, std::optional(m_clock.now()));
    QCOMPARE(m_job->run(job, {}).error().kind, Error::Kind::Unavailable);
    QCOMPARE(delivery(job).attempts, 2);
}

void WebhookJobTest::takesAsFailedWhatIsGivenUp()
{
    const Job job = order();
    inDatabase<void>([this, job](Stores &stores) { return m_job->giveUp(stores, job); });
    QCOMPARE(delivery(job).state, State::Failed);
}

void WebhookJobTest::switchesOffWhatFailsForLong()
{
    m_api->answer("POST /hook", {}, 500);
    QVERIFY(!m_job->run(order(), {}));
    m_clock.advance(1h - 1ms);
    QVERIFY(!m_job->run(order(), {}));
    QCOMPARE(webhook().state, Webhook::State::On);
    m_clock.advance(1ms);
    const Job last = order();
    QVERIFY(!m_job->run(last, {}));
    QCOMPARE(webhook().state, Webhook::State::GivenUp);
    const auto audit = inDatabase<std::vector<AuditEntry>>(
        [](Stores &stores) { return stores.audit.listAfter(0, 9); });
    QCOMPARE(audit.size(), 1U);
    QCOMPARE(audit.front().action, u"webhook.give-up"_s);
    QCOMPARE(audit.front().target, u"webhook:1"_s);
    QCOMPARE(audit.front().actor, u"system"_s);
    const qsizetype asked = m_api->requests().size();
    QVERIFY2(m_job->run(last, {}), "It ends.");
    QCOMPARE(delivery(last).state, State::Failed);
    QCOMPARE(m_api->requests().size(), asked);
}

void WebhookJobTest::forgivesWhatAnswersAgain()
{
    m_api->answer("POST /hook", {}, 500);
    m_api->answer("POST /hook", {}, 204);
    const Job job = order();
    QVERIFY(!m_job->run(job, {}));
    m_clock.advance(2h);
    QVERIFY(m_job->run(job, {}));
    QCOMPARE(delivery(job).attempts, 2);
    QCOMPARE(webhook().state, Webhook::State::On);
    QVERIFY(!webhook().failingSince);
}

void WebhookJobTest::tellsNothingToWhatIsOff()
{
    const Job job = order();
    change([](Webhook &hook) { hook.state = Webhook::State::Off; });
    QVERIFY(m_job->run(job, {}));
    QCOMPARE(delivery(job).state, State::Failed);
    QCOMPARE(delivery(job).problem, u"The webhook is switched off."_s);
    QVERIFY(m_api->requests().isEmpty());
}

void WebhookJobTest::testsWhatIsOff()
{
    m_api->answer("POST /hook", {});
    change([](Webhook &hook) { hook.state = Webhook::State::GivenUp; });
    const Job job = order(WebhookEvent::Test);
    QVERIFY(m_job->run(job, {}));
    QCOMPARE(delivery(job).state, State::Delivered);
    QCOMPARE(webhook().state, Webhook::State::GivenUp);
}

void WebhookJobTest::refusesItsOwnNetwork()
{
    m_api->answer("POST /hook", {});
    WebhookTerms terms = m_terms;
    terms.rules.reach = OutgoingRules::Reach::Public;
    m_job->configure(terms);
    const Job job = order();
    QVERIFY(!m_job->run(job, {}));
    QVERIFY(delivery(job).problem.contains(u"allowPrivate"_s));
    QVERIFY(m_api->requests().isEmpty());
}

void WebhookJobTest::saysThatASecretIsLost()
{
    inDatabase<void>([](Stores &stores) { return stores.webhooks.setSecrets(Hook, {"other"}); });
    const Job job = order();
    QVERIFY(m_job->run(job, {}));
    QCOMPARE(delivery(job).state, State::Failed);
    QVERIFY(delivery(job).problem.contains(u"secret"_s));
}

void WebhookJobTest::leavesAloneWhatIsGone()
{
    const Job job = order();
    inDatabase<void>([](Stores &stores) { return stores.webhooks.remove(Hook); });
    QVERIFY(m_job->run(job, {}));
    inDatabase<void>([this, job](Stores &stores) { return m_job->giveUp(stores, job); });
    QVERIFY(m_api->requests().isEmpty());
    Job nonsense = job;
    nonsense.payload = "x";
    QCOMPARE(m_job->run(nonsense, {}).error().kind, Error::Kind::Internal);
}

QTEST_GUILESS_MAIN(WebhookJobTest)
#include "tst_webhookjob.moc"
