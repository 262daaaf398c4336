// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminwebhooks.h"

#include "common/domain/notfound.h"
#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/params.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

using Need = Field::Need;
using Type = Field::Type;

constexpr std::chrono::milliseconds UsualOverlap = std::chrono::hours(24);
constexpr std::chrono::milliseconds LongestOverlap = std::chrono::hours(24 * 30);

const Field DryRun{"dryRun"_L1, Type::Boolean, Need::Optional};

QJsonObject webhookObject(const Webhook &webhook)
{
    return {{"id"_L1, webhook.id.toString()},
            {"name"_L1, webhook.name},
            {"url"_L1, webhook.url},
            {"events"_L1, QJsonArray::fromStringList(webhook.events)},
            {"state"_L1, nameOf(webhook.state)},
            {"failingSince"_L1, timeOrNull(webhook.failingSince)},
            {"oldSecretUntil"_L1, timeOrNull(webhook.oldSecretUntil)},
            {"createdAt"_L1, toIso(webhook.createdAt)},
            {"updatedAt"_L1, toIso(webhook.updatedAt)}};
}

Result<Answer> answerOf(const Result<Webhook> &webhook)
{
    if (!webhook)
        return webhook.error();
    return Answer{webhookObject(*webhook)};
}

//! The secret is said this once.
Result<Answer> answerOf(const Result<WebhookIssue> &issue)
{
    if (!issue)
        return issue.error();
    QJsonObject object = webhookObject(issue->webhook);
    object["secret"_L1] = textOrNull(QString::fromLatin1(issue->secret));
    return Answer{object};
}

QStringList webhookColumns()
{
    return {u"id"_s,           u"name"_s,           u"url"_s,       u"events"_s,   u"state"_s,
            u"failingSince"_s, u"oldSecretUntil"_s, u"createdAt"_s, u"updatedAt"_s};
}

QJsonObject deliveryItem(const WebhookDelivery &delivery)
{
    return {{"id"_L1, delivery.id.toString()},
            {"event"_L1, delivery.event},
            {"state"_L1, nameOf(delivery.state)},
            {"attempts"_L1, delivery.attempts},
            {"status"_L1, delivery.status > 0 ? QJsonValue(delivery.status) : QJsonValue()},
            {"durationMs"_L1, qint64(delivery.duration.count())},
            {"problem"_L1, textOrNull(delivery.problem)},
            {"createdAt"_L1, toIso(delivery.createdAt)},
            {"updatedAt"_L1, toIso(delivery.updatedAt)}};
}

std::vector<QJsonObject> deliveryItems(const DeliveryPage &page)
{
    std::vector<QJsonObject> items;
    for (const WebhookDelivery &delivery : page.deliveries)
        items.push_back(deliveryItem(delivery));
    return items;
}

QStringList deliveryColumns()
{
    return {u"id"_s,         u"event"_s,   u"state"_s,     u"attempts"_s, u"status"_s,
            u"durationMs"_s, u"problem"_s, u"createdAt"_s, u"updatedAt"_s};
}

Result<Answer> answerOf(const Result<WebhookDelivery> &delivery)
{
    if (!delivery)
        return delivery.error();
    QJsonObject object = deliveryItem(*delivery);
    object["body"_L1] = delivery->body;
    object["answer"_L1] = textOrNull(delivery->answer);
    return Answer{object};
}

Result<WebhookId> webhookParam(const QJsonObject &params)
{
    const auto id = WebhookId::parse(params["webhookId"_L1].toString());
    return id ? Result<WebhookId>(*id) : Result<WebhookId>(noSuchWebhook());
}

Result<DeliveryId> deliveryParam(const QJsonObject &params)
{
    const auto id = DeliveryId::parse(params["deliveryId"_L1].toString());
    return id ? Result<DeliveryId>(*id) : Result<DeliveryId>(noSuchDelivery());
}

WebhookDraft draftOf(const QJsonObject &params)
{
    WebhookDraft draft{.name = textParam(params, "name"_L1), .url = textParam(params, "url"_L1)};
    if (params.contains("events"_L1)) {
        QStringList events;
        for (const QJsonValue &event : params["events"_L1].toArray())
            events.append(event.toString());
        draft.events = events;
    }
    if (params.contains("enabled"_L1))
        draft.state = params["enabled"_L1].toBool() ? Webhook::State::On : Webhook::State::Off;
    return draft;
}

} // namespace

AdminWebhookApi::AdminWebhookApi(WebhookService &webhooks, DeliveryService &deliveries)
    : m_webhooks(webhooks)
    , m_deliveries(deliveries)
{}

QList<Endpoint> AdminWebhookApi::endpoints()
{
    return webhookRows() + deliveryRows();
}

QList<Endpoint> AdminWebhookApi::webhookRows()
{
    const auto row = [](QLatin1String name, Method method, QLatin1String path) {
        return AdminRow{name, method, path, Capability::ConfigWrite};
    };
    const QLatin1String all = "/api/v1/admin/webhooks"_L1;
    const QLatin1String one = "/api/v1/admin/webhooks/{webhookId}"_L1;
    const Field id{"webhookId"_L1};
    return {
        endpoint(row("webhooks.list"_L1, Method::Get, all), pageSchema({}),
                 std::bind_front(&AdminWebhookApi::list, this)),
        exportEndpoint(row("webhooks.export"_L1, Method::Get, "/api/v1/admin/webhooks/export"_L1),
                       {}, std::bind_front(&AdminWebhookApi::exportAll, this)),
        endpoint(row("webhooks.create"_L1, Method::Post, all),
                 {{"name"_L1}, {"url"_L1}, {"events"_L1, Type::StringArray}, DryRun},
                 std::bind_front(&AdminWebhookApi::create, this)),
        endpoint(row("webhooks.show"_L1, Method::Get, one), {id},
                 std::bind_front(&AdminWebhookApi::show, this)),
        endpoint(row("webhooks.edit"_L1, Method::Patch, one),
                 {id,
                  {"name"_L1, Type::String, Need::Optional},
                  {"url"_L1, Type::String, Need::Optional},
                  {"events"_L1, Type::StringArray, Need::Optional},
                  {"enabled"_L1, Type::Boolean, Need::Optional},
                  DryRun},
                 std::bind_front(&AdminWebhookApi::edit, this)),
        endpoint(row("webhooks.delete"_L1, Method::Delete, one), {id, DryRun},
                 std::bind_front(&AdminWebhookApi::remove, this)),
        endpoint(row("webhooks.rotate-secret"_L1, Method::Post,
                     "/api/v1/admin/webhooks/{webhookId}/secret"_L1),
                 {id, {"overlap"_L1, Type::String, Need::Optional}, DryRun},
                 std::bind_front(&AdminWebhookApi::rotate, this)),
    };
}

QList<Endpoint> AdminWebhookApi::deliveryRows()
{
    const auto row = [](QLatin1String name, Method method, QLatin1String path) {
        return AdminRow{name, method, path, Capability::ConfigWrite};
    };
    const Field id{"webhookId"_L1};
    const Field filter{"filter"_L1, Type::String, Need::Optional};
    return {
        endpoint(
            row("webhooks.test"_L1, Method::Post, "/api/v1/admin/webhooks/{webhookId}/tests"_L1),
            {id, DryRun}, std::bind_front(&AdminWebhookApi::test, this)),
        endpoint(row("webhooks.deliveries"_L1, Method::Get,
                     "/api/v1/admin/webhooks/{webhookId}/deliveries"_L1),
                 pageSchema({id, filter}), std::bind_front(&AdminWebhookApi::deliveries, this)),
        exportEndpoint(row("webhooks.export-deliveries"_L1, Method::Get,
                           "/api/v1/admin/webhooks/{webhookId}/deliveries/export"_L1),
                       {id, filter}, std::bind_front(&AdminWebhookApi::exportDeliveries, this)),
        endpoint(row("webhooks.count-deliveries"_L1, Method::Get,
                     "/api/v1/admin/webhooks/{webhookId}/deliveries/count"_L1),
                 {id, filter}, std::bind_front(&AdminWebhookApi::countDeliveries, this)),
        endpoint(row("webhooks.delivery"_L1, Method::Get,
                     "/api/v1/admin/webhooks/{webhookId}/deliveries/{deliveryId}"_L1),
                 {id, {"deliveryId"_L1}}, std::bind_front(&AdminWebhookApi::showDelivery, this)),
        endpoint(row("webhooks.redeliver"_L1, Method::Post,
                     "/api/v1/admin/webhooks/{webhookId}/deliveries/{deliveryId}/redelivery"_L1),
                 {id, {"deliveryId"_L1}, DryRun},
                 std::bind_front(&AdminWebhookApi::redeliver, this)),
    };
}

QCoro::Task<Result<Answer>> AdminWebhookApi::list(Call call)
{
    const auto after = cursorParam<WebhookId>(call.params);
    if (!after)
        co_return after.error();
    const auto webhooks = co_await m_webhooks.list();
    if (!webhooks)
        co_return webhooks.error();
    const auto first =
        std::find_if(webhooks->begin(), webhooks->end(),
                     [after](const Webhook &each) { return !*after || each.id > **after; });
    const auto limit = std::ptrdiff_t(limitParam(call.params));
    const auto end = std::next(first, std::min(limit, std::distance(first, webhooks->end())));
    QJsonArray items;
    for (auto webhook = first; webhook != end; ++webhook)
        items.append(webhookObject(*webhook));
    co_return pageAnswer(items,
                         end == webhooks->end() ? std::nullopt
                                                : std::optional(std::prev(end)->id.toString()));
}

QCoro::Task<Result<Answer>> AdminWebhookApi::exportAll(Call call)
{
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"webhooks"_s, webhookColumns(), std::bind_front(&AdminWebhookApi::exportPage, this)});
}

//! There are not many.
QCoro::Task<Result<ExportPage>> AdminWebhookApi::exportPage()
{
    const auto webhooks = co_await m_webhooks.list();
    if (!webhooks)
        co_return webhooks.error();
    ExportPage page;
    for (const Webhook &webhook : *webhooks)
        page.rows.push_back(webhookObject(webhook));
    co_return page;
}

QCoro::Task<Result<Answer>> AdminWebhookApi::show(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto webhook = co_await m_webhooks.find(*id);
    co_return answerOf(webhook);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::create(Call call)
{
    const auto issue =
        co_await m_webhooks.create(actorOf(call), draftOf(call.params), runParam(call.params));
    auto answer = answerOf(issue);
    if (answer)
        answer->outcome = Answer::Outcome::Created;
    co_return answer;
}

QCoro::Task<Result<Answer>> AdminWebhookApi::edit(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto webhook =
        co_await m_webhooks.edit(actorOf(call), *id, draftOf(call.params), runParam(call.params));
    co_return answerOf(webhook);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::remove(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto webhook = co_await m_webhooks.remove(actorOf(call), *id, runParam(call.params));
    co_return answerOf(webhook);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::rotate(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto overlap = durationParam(call.params, "overlap"_L1, LongestOverlap);
    if (!overlap)
        co_return overlap.error();
    const auto issue = co_await m_webhooks.rotate(
        actorOf(call), *id, overlap->value_or(UsualOverlap), runParam(call.params));
    co_return answerOf(issue);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::test(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto delivery = co_await m_deliveries.test(actorOf(call), *id, runParam(call.params));
    co_return answerOf(delivery);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::deliveries(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto filter = m_deliveries.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto before = cursorParam<DeliveryId>(call.params);
    if (!before)
        co_return before.error();
    const auto page = co_await m_deliveries.list(*id, *filter, limitParam(call.params), *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : deliveryItems(*page))
        items.append(item);
    co_return pageAnswer(items, page->next ? std::optional(page->next->toString()) : std::nullopt);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::exportDeliveries(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto filter = m_deliveries.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto known = co_await m_webhooks.find(*id);
    if (!known)
        co_return known.error();
    const auto list = [this, id = *id, filter = *filter](std::optional<DeliveryId> before) {
        return m_deliveries.list(id, filter, ExportedAtOnce, before);
    };
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"deliveries"_s, deliveryColumns(), pagesOf<DeliveryPage>(list, deliveryItems)});
}

QCoro::Task<Result<Answer>> AdminWebhookApi::countDeliveries(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto filter = m_deliveries.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_deliveries.count(*id, *filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::showDelivery(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto delivery = deliveryParam(call.params);
    if (!delivery)
        co_return delivery.error();
    const auto found = co_await m_deliveries.find(*id, *delivery);
    co_return answerOf(found);
}

QCoro::Task<Result<Answer>> AdminWebhookApi::redeliver(Call call)
{
    const auto id = webhookParam(call.params);
    if (!id)
        co_return id.error();
    const auto delivery = deliveryParam(call.params);
    if (!delivery)
        co_return delivery.error();
    const auto again =
        co_await m_deliveries.redeliver(actorOf(call), *id, *delivery, runParam(call.params));
    co_return answerOf(again);
}

} // namespace linnet::admin
