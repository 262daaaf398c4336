// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesync.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/shared/params.h"

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

QJsonObject receiptRow(const Member &member)
{
    return {
        {"conversationId"_L1, member.conversation.toString()},
        {"userId"_L1, member.user.toString()},
        {"deliveredSeq"_L1, member.deliveredSeq},
        {"readSeq"_L1, member.readSeq},
        {"changeSeq"_L1, member.changeSeq},
    };
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
    const auto since = timeParam(params, "lastSyncTimestamp"_L1);
    if (!since)
        return since.error();
    query.since = since->value_or(Timestamp{});
    return query;
}

QJsonObject timeSyncBody(const SyncResult &result)
{
    return {
        {"success"_L1, true},
        {"messages"_L1, toArray(result.messages, syncRow)},
        {"hasMore"_L1, result.hasMore},
    };
}

QJsonObject cursorSyncBody(const SyncResult &result)
{
    QJsonObject body = timeSyncBody(result);
    QJsonObject cursors;
    for (const auto &[conversation, change] : result.cursors)
        cursors[conversation.toString()] = change;
    body["cursors"_L1] = cursors;
    body["receipts"_L1] = toArray(result.receipts, receiptRow);
    return body;
}

} // namespace linnet::phone
