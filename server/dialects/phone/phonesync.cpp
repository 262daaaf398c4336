// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesync.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

constexpr qsizetype MostCursors = 10'000;

Error invalidCursors()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1,
            u"cursors must be numbers by conversation id"_s};
}

Result<SyncResult::Cursors> cursorsParam(const QJsonObject &object)
{
    if (object.size() > MostCursors)
        return invalidCursors();
    SyncResult::Cursors cursors;
    for (auto each = object.begin(); each != object.end(); ++each) {
        const auto conversation = ConversationId::parse(each.key());
        const qint64 change = each.value().toInteger(-1);
        if (change < 0)
            return invalidCursors();
        if (conversation)
            cursors[*conversation] = change;
    }
    return cursors;
}

JsonText receiptRow(const Member &member)
{
    return JsonWriter()
        .add("conversationId"_L1, member.conversation)
        .add("userId"_L1, member.user)
        .add("deliveredSeq"_L1, member.deliveredSeq)
        .add("readSeq"_L1, member.readSeq)
        .add("changeSeq"_L1, member.changeSeq)
        .finish();
}

JsonWriter timeSync(const SyncResult &result)
{
    JsonWriter body;
    body.add("success"_L1, true);
    body.add("messages"_L1, toJsonArray(result.messages, syncRow));
    body.add("hasMore"_L1, result.hasMore);
    return body;
}

} // namespace

Schema syncSchema()
{
    return {
        {"lastSyncTimestamp"_L1, Field::Type::String, Field::Need::Optional},
        {"cursors"_L1, Field::Type::Object, Field::Need::Optional},
    };
}

Result<SyncQuery> syncParam(const QJsonObject &params)
{
    SyncQuery query;
    if (params.contains("cursors"_L1)) {
        const auto cursors = cursorsParam(params["cursors"_L1].toObject());
        if (!cursors)
            return cursors.error();
        query.cursors = *cursors;
    }
    const auto since = givenTimeParam(params, "lastSyncTimestamp"_L1);
    if (!since)
        return since.error();
    query.since = since->value_or(Timestamp{});
    return query;
}

JsonText timeSyncBody(const SyncResult &result)
{
    return timeSync(result).finish();
}

JsonText cursorSyncBody(const SyncResult &result)
{
    QJsonObject cursors;
    for (const auto &[conversation, change] : result.cursors)
        cursors[conversation.toString()] = change;
    return timeSync(result)
        .add("cursors"_L1, cursors)
        .add("receipts"_L1, toJsonArray(result.receipts, receiptRow))
        .finish();
}

} // namespace linnet::phone
