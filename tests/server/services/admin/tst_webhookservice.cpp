// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "common/core/random.h"
#include "server/services/admin/webhookservice.h"
#include "server/services/webhook/webhooksecret.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WebhookServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void createsAndWritesItDown();
    void keepsItsSecretSealed();
    void refuses_data();
    void refuses();
    void takesOtherAddressesWhenItMay();
    void createsSoMany();
    void edits();
    void switchesOffWhatMayNotBeAnyMore();
    void forgetsFailuresWhenSwitchedOn();
    void writesNothingDownThatStaysTheSame();
    void deletes();
    void givesANewSecret();
    void rehearses();
    void findsNothing();

private:
    static WebhookDraft draft(const QString &url = u"https://example.org/hook?key=1"_s)
    {
        return {.name = u" CRM "_s, .url = url, .events = QStringList{u"account.created"_s}};
    }
    WebhookIssue created()
    {
        return await(m_webhooks->create(m_actor, draft(), Run::ForReal)).value();
    }
    WebhookSecrets secrets(WebhookId id)
    {
        return await((*m_database)->read([id](Stores &stores) {
                   return stores.webhooks.findSecrets(id);
               }))
            .value();
    }
    std::vector<AuditEntry> audit()
    {
        return await((*m_database)->read([](Stores &stores) {
                   return stores.audit.listAfter(0, 100);
               }))
            .value();
    }

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    const SecretBox m_box{randomBytes(SecretBox::KeyBytes)};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<WebhookService> m_webhooks;
    const Actor m_actor = Actor::account(UserId(1), u"192.0.2.1"_s, u"request"_s);
};

void WebhookServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_webhooks = std::make_unique<WebhookService>(
        WebhookService::Around{{*m_database, m_clock}, m_ids, m_box}, OutgoingRules());
}

void WebhookServiceTest::cleanup()
{
    m_webhooks.reset();
    m_database.reset();
}

//! An address may have a secret in its query.
void WebhookServiceTest::createsAndWritesItDown()
{
    const WebhookIssue issue = created();
    QVERIFY(issue.secret.startsWith("whsec_"));
    QCOMPARE(issue.webhook.name, u"CRM"_s);
    QCOMPARE(issue.webhook.url, u"https://example.org/hook?key=1"_s);
    QCOMPARE(issue.webhook.state, Webhook::State::On);
    QCOMPARE(await(m_webhooks->find(issue.webhook.id)).value(), issue.webhook);
    QCOMPARE(await(m_webhooks->list())->size(), 1U);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"webhook.create"_s);
    QCOMPARE(audit().front().target, u"webhook:"_s + issue.webhook.id.toString());
    QVERIFY(audit().front().after.contains(u"https://example.org/hook\""_s));
    QVERIFY(!audit().front().after.contains(u"whsec_"_s));
}

void WebhookServiceTest::keepsItsSecretSealed()
{
    const WebhookIssue issue = created();
    const QByteArray sealed = secrets(issue.webhook.id).current;
    QVERIFY(!sealed.contains(issue.secret));
    QCOMPARE(openWebhookSecret(m_box, issue.webhook.id, sealed), std::optional(issue.secret));
    QVERIFY(!openWebhookSecret(m_box, WebhookId(1), sealed));
}

void WebhookServiceTest::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("reason");

    const QString tls = u"url must be an absolute https address"_s;
    QTest::newRow("none") << QString() << tls;
    QTest::newRow("a path") << u"/hook"_s << tls;
    QTest::newRow("plain") << u"http://example.org/"_s << tls;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << tls;
    QTest::newRow("gopher") << u"gopher://example.org/"_s << tls;
    QTest::newRow("a user") << u"https://me:pw@example.org/"_s
                            << u"url must have neither a user nor a fragment"_s;
    QTest::newRow("a fragment") << u"https://example.org/#a"_s
                                << u"url must have neither a user nor a fragment"_s;
    const QString inside = u"url must be of an address of the Internet"_s;
    QTest::newRow("this machine") << u"https://127.0.0.1/"_s << inside;
    QTest::newRow("its network") << u"https://192.168.1.1/"_s << inside;
    QTest::newRow("IPv6") << u"https://[::1]/"_s << inside;
    QTest::newRow("long") << u"https://example.org/"_s + QString(3000, u'x')
                          << u"url must have at most"_s;
}

void WebhookServiceTest::refuses()
{
    QFETCH(QString, url);
    QFETCH(QString, reason);
    const auto refused = await(m_webhooks->create(m_actor, draft(url), Run::ForReal));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "invalid_input"_L1);
    QVERIFY2(refused.error().message.startsWith(reason), qPrintable(refused.error().message));
    QVERIFY(audit().empty());
}

void WebhookServiceTest::takesOtherAddressesWhenItMay()
{
    m_webhooks->configure({OutgoingRules::Reach::Anywhere, OutgoingRules::Security::Any});
    QVERIFY(await(m_webhooks->create(m_actor, draft(u"http://127.0.0.1:8080/"_s), Run::ForReal)));
    WebhookDraft nothing = draft();
    nothing.events = QStringList();
    QCOMPARE(await(m_webhooks->create(m_actor, nothing, Run::ForReal)).error().message,
             u"events must have at least 1 element"_s);
    nothing.events = QStringList{u"lunch"_s};
    QVERIFY(await(m_webhooks->create(m_actor, nothing, Run::ForReal))
                .error()
                .message.startsWith(u"events must be some of account.created"_s));
    nothing = draft();
    nothing.name = u" "_s;
    QCOMPARE(await(m_webhooks->create(m_actor, nothing, Run::ForReal)).error().kind,
             Error::Kind::InvalidInput);
}

void WebhookServiceTest::createsSoMany()
{
    for (int i = 0; i < WebhookService::MostWebhooks; ++i)
        created();
    QCOMPARE(await(m_webhooks->create(m_actor, draft(), Run::ForReal)).error().code,
             "too_many_webhooks"_L1);
}

void WebhookServiceTest::edits()
{
    const WebhookId id = created().webhook.id;
    m_clock.advance(std::chrono::seconds(1));
    const WebhookDraft change{.events = QStringList{u"session.ended"_s, u"session.ended"_s},
                              .state = Webhook::State::Off};
    const auto edited = await(m_webhooks->edit(m_actor, id, change, Run::ForReal));
    QVERIFY(edited);
    QCOMPARE(edited->name, u"CRM"_s);
    QCOMPARE(edited->events, QStringList{u"session.ended"_s});
    QCOMPARE(edited->state, Webhook::State::Off);
    QCOMPARE(edited->updatedAt, m_clock.now());
    QCOMPARE(await(m_webhooks->find(id)).value(), *edited);
    QCOMPARE(audit().back().action, u"webhook.edit"_s);
    QVERIFY(audit().back().before.contains(u"\"state\":\"on\""_s));
    QVERIFY(audit().back().after.contains(u"\"state\":\"off\""_s));
    const auto refused =
        await(m_webhooks->edit(m_actor, id, {.url = u"http://x.example/"_s}, Run::ForReal));
    QCOMPARE(refused.error().code, "invalid_input"_L1);
}

void WebhookServiceTest::switchesOffWhatMayNotBeAnyMore()
{
    m_webhooks->configure({OutgoingRules::Reach::Anywhere, OutgoingRules::Security::Any});
    const auto issue =
        await(m_webhooks->create(m_actor, draft(u"http://127.0.0.1/"_s), Run::ForReal));
    m_webhooks->configure(OutgoingRules());
    QVERIFY(await(m_webhooks->edit(m_actor, issue->webhook.id, {.state = Webhook::State::Off},
                                   Run::ForReal)));
}

void WebhookServiceTest::forgetsFailuresWhenSwitchedOn()
{
    Webhook webhook = created().webhook;
    webhook.state = Webhook::State::GivenUp;
    webhook.failingSince = m_clock.now();
    QVERIFY(await((*m_database)->write([webhook](Stores &stores) {
        return stores.webhooks.update(webhook);
    })));
    const auto on =
        await(m_webhooks->edit(m_actor, webhook.id, {.state = Webhook::State::On}, Run::ForReal));
    QCOMPARE(on->state, Webhook::State::On);
    QVERIFY(!on->failingSince);
}

void WebhookServiceTest::writesNothingDownThatStaysTheSame()
{
    const WebhookId id = created().webhook.id;
    QVERIFY(await(m_webhooks->edit(m_actor, id, draft(), Run::ForReal)));
    QCOMPARE(audit().size(), 1U);
}

void WebhookServiceTest::deletes()
{
    const WebhookId id = created().webhook.id;
    QVERIFY(await(m_webhooks->remove(m_actor, id, Run::Rehearsal)));
    QVERIFY(await(m_webhooks->find(id)));
    QCOMPARE(await(m_webhooks->remove(m_actor, id, Run::ForReal))->id, id);
    QCOMPARE(await(m_webhooks->find(id)).error().code, "webhook_not_found"_L1);
    QCOMPARE(audit().back().action, u"webhook.delete"_s);
    QVERIFY(audit().back().before.contains(u"CRM"_s));
}

void WebhookServiceTest::givesANewSecret()
{
    using std::chrono::milliseconds;
    const WebhookIssue first = created();
    const WebhookId id = first.webhook.id;
    const auto second =
        await(m_webhooks->rotate(m_actor, id, std::chrono::hours(1), Run::ForReal)).value();
    QVERIFY(second.secret != first.secret);
    QCOMPARE(second.webhook.oldSecretUntil, std::optional(m_clock.now() + std::chrono::hours(1)));
    QCOMPARE(openWebhookSecret(m_box, id, secrets(id).current), std::optional(second.secret));
    QCOMPARE(openWebhookSecret(m_box, id, secrets(id).old), std::optional(first.secret));
    const auto third = await(m_webhooks->rotate(m_actor, id, milliseconds(0), Run::ForReal));
    QVERIFY(!third->webhook.oldSecretUntil);
    QVERIFY(secrets(id).old.isEmpty());
    QCOMPARE(audit().back().action, u"webhook.rotate-secret"_s);
}

//! What a rehearsal made up signs nothing.
void WebhookServiceTest::rehearses()
{
    const auto would = await(m_webhooks->create(m_actor, draft(), Run::Rehearsal));
    QVERIFY(would->secret.isEmpty());
    QVERIFY(await(m_webhooks->list())->empty());
    const WebhookId id = created().webhook.id;
    const QByteArray sealed = secrets(id).current;
    QVERIFY(await(m_webhooks->rotate(m_actor, id, std::chrono::hours(1), Run::Rehearsal))
                ->secret.isEmpty());
    QCOMPARE(secrets(id).current, sealed);
    QCOMPARE(audit().size(), 1U);
}

void WebhookServiceTest::findsNothing()
{
    const QLatin1String missing = "webhook_not_found"_L1;
    const WebhookId id(9);
    QCOMPARE(await(m_webhooks->find(id)).error().code, missing);
    QCOMPARE(await(m_webhooks->edit(m_actor, id, draft(), Run::ForReal)).error().code, missing);
    QCOMPARE(await(m_webhooks->remove(m_actor, id, Run::ForReal)).error().code, missing);
    QCOMPARE(await(m_webhooks->rotate(m_actor, id, {}, Run::ForReal)).error().code, missing);
}

QTEST_GUILESS_MAIN(WebhookServiceTest)
#include "tst_webhookservice.moc"
