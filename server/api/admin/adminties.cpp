// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminties.h"

#include "server/api/admin/adminrows.h"
#include "server/api/admin/historycodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

//! \return the time that \p field of \p tie says, which has to be there.
Result<Timestamp> requiredTime(const QJsonObject &tie, QLatin1String field)
{
    const auto time = pastTimeOf(tie[field], field);
    if (!time)
        return time.error();
    const std::optional<Timestamp> &said = *time;
    return said ? Result<Timestamp>(*said) : Result<Timestamp>(invalid(field + u" is required"_s));
}

Result<PastReference> requiredReference(const QJsonObject &tie, QLatin1String field)
{
    const auto reference = pastReferenceOf(tie[field], field);
    if (!reference)
        return reference.error();
    const std::optional<PastReference> &said = *reference;
    return said ? Result<PastReference>(*said)
                : Result<PastReference>(invalid(field + u" is required"_s));
}

Result<PastTie> blockOf(const QJsonObject &tie)
{
    const auto blocker = idParam<UserId>(tie["blocker"_L1], "blocker"_L1);
    if (!blocker)
        return blocker.error();
    const auto blocked = idParam<UserId>(tie["blocked"_L1], "blocked"_L1);
    if (!blocked)
        return blocked.error();
    const auto at = requiredTime(tie, "createdAt"_L1);
    if (!at)
        return at.error();
    return PastTie(Block{*blocker, *blocked, *at});
}

Result<PastTie> friendshipOf(const QJsonObject &tie)
{
    const auto from = idParam<UserId>(tie["from"_L1], "from"_L1);
    if (!from)
        return from.error();
    const auto to = idParam<UserId>(tie["to"_L1], "to"_L1);
    if (!to)
        return to.error();
    const auto state = parseFriendshipState(tie["state"_L1].toString());
    if (!state)
        return invalid(u"state must be pending, accepted, declined, withdrawn or removed"_s);
    const auto createdAt = requiredTime(tie, "createdAt"_L1);
    if (!createdAt)
        return createdAt.error();
    const auto changedAt = requiredTime(tie, "changedAt"_L1);
    if (!changedAt)
        return changedAt.error();
    return PastTie(Friendship{{}, *from, *to, *state, *createdAt, *changedAt});
}

Result<PastTie> starOf(const QJsonObject &tie)
{
    const auto user = idParam<UserId>(tie["user"_L1], "user"_L1);
    if (!user)
        return user.error();
    const auto conversation = idParam<ConversationId>(tie["conversation"_L1], "conversation"_L1);
    if (!conversation)
        return conversation.error();
    const auto message = requiredReference(tie, "message"_L1);
    if (!message)
        return message.error();
    const auto at = requiredTime(tie, "createdAt"_L1);
    if (!at)
        return at.error();
    return PastTie(PastStar{*user, *conversation, *message, *at});
}

Result<PastTie> readingOf(const QJsonObject &tie)
{
    const auto user = idParam<UserId>(tie["user"_L1], "user"_L1);
    if (!user)
        return user.error();
    const auto conversation = idParam<ConversationId>(tie["conversation"_L1], "conversation"_L1);
    if (!conversation)
        return conversation.error();
    const auto after = pastReferenceOf(tie["after"_L1], "after"_L1);
    if (!after)
        return after.error();
    const auto through = requiredReference(tie, "through"_L1);
    if (!through)
        return through.error();
    const auto at = requiredTime(tie, "at"_L1);
    if (!at)
        return at.error();
    return PastTie(PastReading{*user, *conversation, *after, *through, *at});
}

Result<PastTie> tieOf(const QJsonValue &value)
{
    if (!value.isObject())
        return invalid(u"ties must be objects"_s);
    const QJsonObject tie = value.toObject();
    const QString kind = tie["kind"_L1].toString();
    if (kind == u"block"_s)
        return blockOf(tie);
    if (kind == u"friendship"_s)
        return friendshipOf(tie);
    if (kind == u"star"_s)
        return starOf(tie);
    if (kind == u"reading"_s)
        return readingOf(tie);
    return invalid(u"kind must be one of block, friendship, star, reading"_s);
}

QJsonObject outcomeObject(const ImportedTie &tie)
{
    QJsonObject object{{"outcome"_L1, nameOf(tie.outcome)}};
    if (tie.error)
        object["error"_L1] =
            QJsonObject{{"code"_L1, tie.error->code}, {"message"_L1, tie.error->message}};
    return object;
}

} // namespace

AdminTieApi::AdminTieApi(TieImport &ties)
    : m_ties(ties)
{}

//! Who says what is between people may change their accounts, too.
QList<Endpoint> AdminTieApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    return {endpoint(
        {"ties.import"_L1, Method::Post, "/api/v1/admin/imports/ties"_L1, Capability::UsersWrite},
        {{"ties"_L1, Type::Array, Need::Required, 1, TieImport::MostTies},
         {"onConflict"_L1, Type::String, Need::Optional},
         {"dryRun"_L1, Type::Boolean, Need::Optional}},
        std::bind_front(&AdminTieApi::import, this))};
}

QCoro::Task<Result<Answer>> AdminTieApi::import(Call call)
{
    const auto policy = parseOnConflict(call.params["onConflict"_L1].toString(u"fail"_s));
    if (!policy)
        co_return invalid(u"onConflict must be one of "_s + onConflictNames().join(u", "_s));
    std::vector<Result<PastTie>> ties;
    const QJsonArray asked = call.params["ties"_L1].toArray();
    for (const auto &tie : asked)
        ties.push_back(tieOf(tie));
    const auto imported = co_await m_ties.add(actorOf(call), ties, *policy, runParam(call.params));
    if (!imported)
        co_return imported.error();
    QJsonArray items;
    for (const ImportedTie &tie : *imported)
        items.append(outcomeObject(tie));
    co_return Answer{QJsonObject{{"items"_L1, items}}};
}

} // namespace linnet::admin
