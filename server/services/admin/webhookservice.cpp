// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/webhookservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/core/publicaddress.h"
#include "server/services/admin/auditservice.h"
#include "server/services/chat/chatrules.h"
#include "server/services/webhook/webhooksecret.h"

#include <QJsonArray>
#include <QUrl>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error tooManyWebhooks()
{
    return {Error::Kind::Conflict, "too_many_webhooks"_L1,
            u"There can be at most %1 webhooks"_s.arg(WebhookService::MostWebhooks)};
}

//! What names lead to is looked at when it is connected to; an address tells at once.
Result<> checkUrl(const QString &text, const OutgoingRules &rules)
{
    if (text.size() > rules::MostUrlLength)
        return invalid(u"url must have at most %1 characters"_s.arg(rules::MostUrlLength));
    const QUrl url(text, QUrl::StrictMode);
    const bool isTls = url.scheme() == u"https"_s;
    const bool mayBePlain = rules.security == OutgoingRules::Security::Any;
    if (!url.isValid() || url.host().isEmpty()
        || !(isTls || (mayBePlain && url.scheme() == u"http"_s)))
        return invalid(mayBePlain ? u"url must be an absolute http or https address"_s
                                  : u"url must be an absolute https address"_s);
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return invalid(u"url must have neither a user nor a fragment"_s);
    const QHostAddress address(url.host());
    if (rules.reach == OutgoingRules::Reach::Public && !address.isNull()
        && !isPublicAddress(address))
        return invalid(u"url must be of an address of the Internet"_s);
    return {};
}

Result<> checkEvents(const QStringList &events)
{
    const QStringList known = webhookEventNames();
    if (events.isEmpty())
        return invalid(u"events must have at least 1 element"_s);
    for (const QString &event : events) {
        if (!known.contains(event))
            return invalid(u"events must be some of "_s + known.join(u", "_s));
    }
    return {};
}

//! \return as the audit log has it; addresses may have secrets in their query.
QJsonObject noteOf(const Webhook &webhook)
{
    const QUrl url(webhook.url);
    return {{u"name"_s, webhook.name},
            {u"url"_s, url.toString(QUrl::RemoveQuery)},
            {u"events"_s, QJsonArray::fromStringList(webhook.events)},
            {u"state"_s, nameOf(webhook.state)}};
}

//! \brief What was done to a webhook.
struct Change
{
    QString action;
    WebhookId webhook;
    QJsonObject before = {};
    QJsonObject after = {};
    Timestamp at{};
};

Result<> record(Stores &stores, const Actor &actor, const Change &change)
{
    return AuditService::record(stores, actor,
                                {.action = change.action,
                                 .target = u"webhook:"_s + change.webhook.toString(),
                                 .before = change.before,
                                 .after = change.after},
                                change.at);
}

//! \return without a secret what is rehearsed: it would be another one.
Result<WebhookIssue> asOf(Run run, Result<WebhookIssue> issue)
{
    if (issue && run == Run::Rehearsal)
        issue->secret.clear();
    return issue;
}

//! What needs nobody to be told after its commit.
constexpr auto Untold = [](const auto &) {};

} // namespace

WebhookService::WebhookService(const Around &around, const OutgoingRules &rules)
    : m_context(around.context)
    , m_ids(around.ids)
    , m_box(around.box)
    , m_rules(rules)
{}

QCoro::Task<Result<std::vector<Webhook>>> WebhookService::list()
{
    auto webhooks =
        co_await m_context.database.read([](Stores &stores) { return stores.webhooks.list(); });
    co_return webhooks;
}

QCoro::Task<Result<Webhook>> WebhookService::find(WebhookId webhook)
{
    auto found = co_await m_context.database.read(
        [webhook](Stores &stores) { return stores.webhooks.find(webhook); });
    co_return found;
}

QCoro::Task<Result<WebhookIssue>> WebhookService::create(Actor actor, WebhookDraft draft, Run run)
{
    Webhook webhook;
    draft.name = draft.name.value_or(QString());
    draft.url = draft.url.value_or(QString());
    draft.events = draft.events.value_or(QStringList());
    if (const auto valid = apply(webhook, draft); !valid)
        co_return valid.error();
    auto issued = co_await perform(
        m_context, run,
        [this, actor, webhook](Stores &stores) { return storeNew(stores, actor, webhook); },
        Untold);
    co_return asOf(run, std::move(issued));
}

QCoro::Task<Result<Webhook>> WebhookService::edit(Actor actor, WebhookId webhook,
                                                  WebhookDraft draft, Run run)
{
    auto edited = co_await perform(
        m_context, run,
        [this, actor, webhook, draft](Stores &stores) {
            return storeEdit(stores, actor, webhook, draft);
        },
        Untold);
    co_return edited;
}

QCoro::Task<Result<Webhook>> WebhookService::remove(Actor actor, WebhookId webhook, Run run)
{
    auto removed = co_await perform(
        m_context, run,
        [this, actor, webhook](Stores &stores) { return storeRemoval(stores, actor, webhook); },
        Untold);
    co_return removed;
}

QCoro::Task<Result<WebhookIssue>> WebhookService::rotate(Actor actor, WebhookId webhook,
                                                         std::chrono::milliseconds overlap, Run run)
{
    auto issued = co_await perform(
        m_context, run,
        [this, actor, webhook, overlap](Stores &stores) {
            return storeSecret(stores, actor, webhook, overlap);
        },
        Untold);
    co_return asOf(run, std::move(issued));
}

//! Makes \p webhook what \p draft says, if it can be that.
Result<> WebhookService::apply(Webhook &webhook, const WebhookDraft &draft) const
{
    webhook.name = draft.name.value_or(webhook.name).trimmed();
    webhook.url = draft.url.value_or(webhook.url);
    webhook.events = draft.events.value_or(webhook.events);
    webhook.events.removeDuplicates();
    if (auto valid = rules::checkName(webhook.name, "name"_L1); !valid)
        return valid;
    if (auto valid = checkEvents(webhook.events); !valid)
        return valid;
    if (draft.url) { // One that may not be any more can still be switched off.
        if (auto valid = checkUrl(webhook.url, *m_rules); !valid)
            return valid;
    }
    const Webhook::State state = draft.state.value_or(webhook.state);
    if (state == Webhook::State::On && webhook.state != Webhook::State::On)
        webhook.failingSince.reset();
    webhook.state = state;
    return {};
}

Result<WebhookIssue> WebhookService::storeNew(Stores &stores, const Actor &actor,
                                              Webhook webhook) const
{
    const auto known = stores.webhooks.list();
    if (!known)
        return known.error();
    if (known->size() >= size_t(MostWebhooks))
        return tooManyWebhooks();
    const Timestamp now = m_context.clock.now();
    webhook.id = m_ids.next<WebhookId>();
    webhook.createdAt = now;
    webhook.updatedAt = now;
    const QByteArray secret = newWebhookSecret();
    const auto added = stores.webhooks.add(webhook, {sealWebhookSecret(m_box, webhook.id, secret)});
    if (!added)
        return added.error();
    const auto noted =
        record(stores, actor, {u"webhook.create"_s, webhook.id, {}, noteOf(webhook), now});
    if (!noted)
        return noted.error();
    return WebhookIssue{webhook, secret};
}

Result<Webhook> WebhookService::storeEdit(Stores &stores, const Actor &actor, WebhookId id,
                                          const WebhookDraft &draft) const
{
    auto webhook = stores.webhooks.find(id);
    if (!webhook)
        return webhook;
    const Webhook before = *webhook;
    if (const auto applied = apply(*webhook, draft); !applied)
        return applied.error();
    if (*webhook == before)
        return webhook;
    webhook->updatedAt = m_context.clock.now();
    if (const auto updated = stores.webhooks.update(*webhook); !updated)
        return updated.error();
    const auto noted =
        record(stores, actor,
               {u"webhook.edit"_s, id, noteOf(before), noteOf(*webhook), webhook->updatedAt});
    if (!noted)
        return noted.error();
    return webhook;
}

Result<Webhook> WebhookService::storeRemoval(Stores &stores, const Actor &actor, WebhookId id) const
{
    auto webhook = stores.webhooks.find(id);
    if (!webhook)
        return webhook;
    if (const auto removed = stores.webhooks.remove(id); !removed)
        return removed.error();
    const auto noted = record(
        stores, actor, {u"webhook.delete"_s, id, noteOf(*webhook), {}, m_context.clock.now()});
    if (!noted)
        return noted.error();
    return webhook;
}

Result<WebhookIssue> WebhookService::storeSecret(Stores &stores, const Actor &actor, WebhookId id,
                                                 std::chrono::milliseconds overlap) const
{
    auto webhook = stores.webhooks.find(id);
    if (!webhook)
        return webhook.error();
    const auto secrets = stores.webhooks.findSecrets(id);
    if (!secrets)
        return secrets.error();
    const Timestamp now = m_context.clock.now();
    const QByteArray secret = newWebhookSecret();
    const bool overlaps = overlap > std::chrono::milliseconds::zero();
    const auto set = stores.webhooks.setSecrets(
        id, {sealWebhookSecret(m_box, id, secret), overlaps ? secrets->current : QByteArray()});
    if (!set)
        return set.error();
    webhook->oldSecretUntil = overlaps ? std::optional(now + overlap) : std::nullopt;
    webhook->updatedAt = now;
    if (const auto updated = stores.webhooks.update(*webhook); !updated)
        return updated.error();
    const auto noted = record(stores, actor, {u"webhook.rotate-secret"_s, id, {}, {}, now});
    if (!noted)
        return noted.error();
    return WebhookIssue{*webhook, secret};
}

} // namespace linnet
