// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlwebhookstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("id"), "d.id"},
    {QLatin1String("event"), "d.event"},
    {QLatin1String("state"),
     "CASE d.state WHEN 0 THEN 'pending' WHEN 1 THEN 'delivered' ELSE 'failed' END"},
    {QLatin1String("status"), "d.status"},
    {QLatin1String("attempts"), "d.attempts"},
    {QLatin1String("created"), "d.created_at"},
    {QLatin1String("updated"), "d.updated_at"},
};

#define LINNET_WEBHOOK_COLUMNS                                                                     \
    "id, name, url, events, state, failing_since, old_secret_until, created_at, updated_at"

#define LINNET_DELIVERY_COLUMNS                                                                    \
    "d.id, d.webhook_id, d.event, d.state, d.attempts, d.status, d.duration, d.problem, "          \
    "d.created_at, d.updated_at"

constexpr int DeliveryColumns = 10;

//! \return names as they are looked for: with a space on either side.
QString toText(const QStringList &events)
{
    return u' ' + events.join(u' ') + u' ';
}

Webhook toWebhook(const SqlRow &row)
{
    return {.id = row.id<WebhookId>(0),
            .name = row.text(1),
            .url = row.text(2),
            .events = row.text(3).split(u' ', Qt::SkipEmptyParts),
            .state = fromCode<Webhook::State>(row.number(4)),
            .failingSince = row.optionalTime(5),
            .oldSecretUntil = row.optionalTime(6),
            .createdAt = row.time(7),
            .updatedAt = row.time(8)};
}

WebhookDelivery toDelivery(const SqlRow &row)
{
    WebhookDelivery delivery;
    delivery.id = row.id<DeliveryId>(0);
    delivery.webhook = row.id<WebhookId>(1);
    delivery.event = row.text(2);
    delivery.state = fromCode<WebhookDelivery::State>(row.number(3));
    delivery.attempts = row.number(4);
    delivery.status = row.number(5);
    delivery.duration = std::chrono::milliseconds(row.integer(6));
    delivery.problem = row.text(7);
    delivery.createdAt = row.time(8);
    delivery.updatedAt = row.time(9);
    return delivery;
}

std::optional<QByteArray> orNull(const QByteArray &secret)
{
    return secret.isEmpty() ? std::nullopt : std::optional(secret);
}

} // namespace

Result<Webhook> SqlWebhookStore::find(WebhookId id)
{
    return required(
        Statement(m_connection, "SELECT " LINNET_WEBHOOK_COLUMNS " FROM webhook WHERE id = ?")
            .bind(id)
            .one(toWebhook),
        noSuchWebhook());
}

Result<std::vector<Webhook>> SqlWebhookStore::list()
{
    return Statement(m_connection, "SELECT " LINNET_WEBHOOK_COLUMNS " FROM webhook ORDER BY id")
        .fetch(toWebhook);
}

Result<std::vector<WebhookId>> SqlWebhookStore::listListening(const QString &event)
{
    return Statement(m_connection, R"(
        SELECT id FROM webhook WHERE state = 0 AND )" LINNET_HAS_PART("events", "?") " ORDER BY id")
        .bind(toText({event}))
        .fetch([](const SqlRow &row) { return row.id<WebhookId>(0); });
}

Result<> SqlWebhookStore::add(const Webhook &webhook, const WebhookSecrets &secrets)
{
    return done(Statement(m_connection, R"(
        INSERT INTO webhook (id, name, url, events, state, failing_since, secret, old_secret,
                             old_secret_until, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(webhook.id, webhook.name, webhook.url, toText(webhook.events),
                          toCode(webhook.state), webhook.failingSince, secrets.current,
                          orNull(secrets.old), webhook.oldSecretUntil, webhook.createdAt,
                          webhook.updatedAt)
                    .run());
}

Result<> SqlWebhookStore::update(const Webhook &webhook)
{
    return done(Statement(m_connection, R"(
        UPDATE webhook SET name = ?, url = ?, events = ?, state = ?, failing_since = ?,
                           old_secret_until = ?, updated_at = ?
        WHERE id = ?)")
                    .bind(webhook.name, webhook.url, toText(webhook.events), toCode(webhook.state),
                          webhook.failingSince, webhook.oldSecretUntil, webhook.updatedAt,
                          webhook.id)
                    .run());
}

Result<> SqlWebhookStore::remove(WebhookId id)
{
    return done(Statement(m_connection, "DELETE FROM webhook WHERE id = ?").bind(id).run());
}

Result<WebhookSecrets> SqlWebhookStore::findSecrets(WebhookId id)
{
    return required(Statement(m_connection, "SELECT secret, old_secret FROM webhook WHERE id = ?")
                        .bind(id)
                        .one([](const SqlRow &row) {
                            return WebhookSecrets{row.bytes(0), row.bytes(1)};
                        }),
                    noSuchWebhook());
}

Result<> SqlWebhookStore::setSecrets(WebhookId id, const WebhookSecrets &secrets)
{
    return done(
        Statement(m_connection, "UPDATE webhook SET secret = ?, old_secret = ? WHERE id = ?")
            .bind(secrets.current, orNull(secrets.old), id)
            .run());
}

Result<> SqlWebhookStore::addDelivery(const WebhookDelivery &delivery)
{
    return done(Statement(m_connection, R"(
        INSERT INTO webhook_delivery (id, webhook_id, event, body, state, attempts, status,
                                      duration, answer, problem, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(delivery.id, delivery.webhook, delivery.event, delivery.body,
                          toCode(delivery.state), delivery.attempts, delivery.status,
                          qint64(delivery.duration.count()), delivery.answer, delivery.problem,
                          delivery.createdAt, delivery.updatedAt)
                    .run());
}

Result<bool> SqlWebhookStore::updateDelivery(const WebhookDelivery &delivery)
{
    return changedAny(Statement(m_connection, R"(
        UPDATE webhook_delivery SET state = ?, attempts = ?, status = ?, duration = ?, answer = ?,
                                    problem = ?, updated_at = ?
        WHERE id = ?)")
                          .bind(toCode(delivery.state), delivery.attempts, delivery.status,
                                qint64(delivery.duration.count()), delivery.answer,
                                delivery.problem, delivery.updatedAt, delivery.id)
                          .run());
}

Result<WebhookDelivery> SqlWebhookStore::findDelivery(DeliveryId id)
{
    return required(Statement(m_connection, "SELECT " LINNET_DELIVERY_COLUMNS R"(, body, answer
        FROM webhook_delivery d WHERE d.id = ?)")
                        .bind(id)
                        .one([](const SqlRow &row) {
                            WebhookDelivery delivery = toDelivery(row);
                            delivery.body = row.text(DeliveryColumns);
                            delivery.answer = row.text(DeliveryColumns + 1);
                            return delivery;
                        }),
                    noSuchDelivery());
}

Result<std::vector<WebhookDelivery>> SqlWebhookStore::listDeliveries(const DeliveryListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText("SELECT " LINNET_DELIVERY_COLUMNS R"(
        FROM webhook_delivery d WHERE d.webhook_id = ? AND d.id < ? AND )")
                         + wanted.sql + " ORDER BY d.id DESC LIMIT ?")
        .bind(query.webhook, query.before, wanted.values, query.limit)
        .fetch(toDelivery);
}

Result<qint64> SqlWebhookStore::countDeliveries(WebhookId webhook, const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted =
        Statement(m_connection,
                  SqlText("SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = ? AND ")
                      + wanted.sql)
            .bind(webhook, wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<> SqlWebhookStore::removeEndedDeliveries(Timestamp time)
{
    return done(
        Statement(m_connection, "DELETE FROM webhook_delivery WHERE state > 0 AND updated_at < ?")
            .bind(time)
            .run());
}

} // namespace linnet
