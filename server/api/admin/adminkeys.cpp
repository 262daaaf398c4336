// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminkeys.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject keyObject(const KeyListing &key)
{
    // One that is not made yet has no id.
    return {{"id"_L1, key.id.isEmpty() ? QJsonValue() : QJsonValue(QString::fromUtf8(key.id))},
            {"state"_L1, key.until ? "verifies"_L1 : "signs"_L1},
            {"since"_L1, key.since == Timestamp() ? QJsonValue() : QJsonValue(toIso(key.since))},
            {"until"_L1, timeOrNull(key.until)}};
}

Answer answerOf(const std::vector<KeyListing> &keys)
{
    QJsonArray items;
    for (const KeyListing &key : keys)
        items.append(keyObject(key));
    return pageAnswer(items, std::nullopt);
}

} // namespace

AdminKeyApi::AdminKeyApi(SigningKeyService &keys)
    : m_keys(keys)
{}

QList<Endpoint> AdminKeyApi::endpoints()
{
    return {
        endpoint({"keys.list"_L1, Method::Get, "/api/v1/admin/keys"_L1, Capability::ConfigRead}, {},
                 std::bind_front(&AdminKeyApi::list, this)),
        endpoint({"keys.rotate"_L1, Method::Post, "/api/v1/admin/keys/rotate"_L1,
                  Capability::ConfigWrite},
                 {{"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                 std::bind_front(&AdminKeyApi::rotate, this)),
    };
}

QCoro::Task<Result<Answer>> AdminKeyApi::list(Call)
{
    co_return answerOf(m_keys.list());
}

QCoro::Task<Result<Answer>> AdminKeyApi::rotate(Call call)
{
    const auto keys = co_await m_keys.rotate(actorOf(call), runParam(call.params));
    if (!keys)
        co_return keys.error();
    co_return answerOf(*keys);
}

} // namespace linnet::admin
