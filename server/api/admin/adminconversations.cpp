// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminconversations.h"

#include "common/domain/groupview.h"
#include "server/api/admin/adminrows.h"
#include "server/api/params.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int MostConversations = 200; // A client sends as many requests as it needs.
constexpr int MostMoves = 1'000;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

//! \return the time that \p name says, which has to be there.
Result<Timestamp> requiredTime(const QJsonObject &object, QLatin1String name)
{
    const auto time = timeParam(object, name);
    if (!time)
        return time.error();
    const std::optional<Timestamp> &said = *time;
    return said ? Result<Timestamp>(*said) : Result<Timestamp>(invalid(name + u" is required"_s));
}

//! \return nothing if there is none; an InvalidInput error if \p name is no time.
Result<std::optional<Timestamp>> timeOf(const QJsonObject &object, QLatin1String name)
{
    const QJsonValue value = object[name];
    if (!value.isString() && !value.isNull() && !value.isUndefined())
        return invalid(name + u" must be an ISO-8601 time"_s);
    return timeParam(object, name);
}

Result<MemberDraft> memberOf(const QJsonObject &member)
{
    const auto user = userParam(member, "user"_L1);
    if (!user)
        return user.error();
    const auto role = parseRole(member["role"_L1].toString(u"member"_s));
    if (!role)
        return invalid(u"role must be one of "_s + roleNames().join(u", "_s));
    const auto joinedAt = timeOf(member, "joinedAt"_L1);
    if (!joinedAt)
        return joinedAt.error();
    const auto mutedUntil = timeOf(member, "mutedUntil"_L1);
    if (!mutedUntil)
        return mutedUntil.error();
    return MemberDraft{*user, *role, *joinedAt, *mutedUntil};
}

Result<std::vector<MemberDraft>> membersOf(const QJsonArray &array)
{
    std::vector<MemberDraft> members;
    for (const auto &each : array) {
        const auto member = memberOf(each.toObject());
        if (!member)
            return member.error();
        members.push_back(*member);
    }
    return members;
}

Result<ConversationKind> kindOf(const QJsonObject &conversation)
{
    const QString kind = conversation["kind"_L1].toString();
    if (kind == u"group"_s)
        return ConversationKind::Group;
    if (kind == u"direct"_s)
        return ConversationKind::Direct;
    return invalid(u"kind must be one of group, direct"_s);
}

Result<ConversationDraft> draftOf(const QJsonObject &conversation)
{
    const auto id = ConversationId::parse(conversation["id"_L1].toString());
    if (!id)
        return invalid(u"id must be the one that a server gave it"_s);
    const auto kind = kindOf(conversation);
    if (!kind)
        return kind.error();
    const auto createdAt = requiredTime(conversation, "createdAt"_L1);
    if (!createdAt)
        return createdAt.error();
    const auto members = membersOf(conversation["members"_L1].toArray());
    if (!members)
        return members.error();
    return ConversationDraft{
        .id = *id,
        .kind = *kind,
        .title = conversation["title"_L1].toString(),
        .bio = conversation["bio"_L1].toString(),
        .owner = UserId::parse(conversation["owner"_L1].toString()).value_or(UserId()),
        .createdAt = *createdAt,
        .isFrozen = conversation["frozen"_L1].toBool(),
        .members = *members};
}

QJsonObject errorObject(const Error &error)
{
    const bool isOutage = error.kind == Error::Kind::Unavailable;
    return {
        {"outcome"_L1,
         nameOf(isOutage ? ImportedAccount::Outcome::Untried : ImportedAccount::Outcome::Failed)},
        {"error"_L1, QJsonObject{{"code"_L1, error.code}, {"message"_L1, error.message}}}};
}

} // namespace

AdminConversationApi::AdminConversationApi(ConversationImport &conversations)
    : m_conversations(conversations)
{}

//! Who puts people into conversations may change their accounts and groups, too.
QList<Endpoint> AdminConversationApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field dryRun{"dryRun"_L1, Type::Boolean, Need::Optional};
    const Capabilities both = Capability::UsersWrite | Capability::GroupsWrite;
    return {
        endpoint({"conversations.import"_L1, Method::Post, "/api/v1/admin/imports/conversations"_L1,
                  both},
                 {{"conversations"_L1, Type::Array, Need::Required, 1, MostConversations},
                  {"onConflict"_L1, Type::String, Need::Optional},
                  dryRun},
                 std::bind_front(&AdminConversationApi::import, this)),
        endpoint({"conversations.import-members"_L1, Method::Post,
                  "/api/v1/admin/imports/members"_L1, both},
                 {{"conversationId"_L1},
                  {"joined"_L1, Type::Array, Need::Optional, 0, MostMoves},
                  {"left"_L1, Type::StringArray, Need::Optional, 0, MostMoves},
                  {"past"_L1, Type::StringArray, Need::Optional, 0, MostMoves},
                  dryRun},
                 std::bind_front(&AdminConversationApi::move, this)),
    };
}

//! Each is stored or refused by itself; after one that cannot be stored now, none is tried.
QCoro::Task<Result<Answer>> AdminConversationApi::import(Call call)
{
    const auto policy = parseOnConflict(call.params["onConflict"_L1].toString(u"fail"_s));
    if (!policy)
        co_return invalid(u"onConflict must be one of "_s + onConflictNames().join(u", "_s));
    const QJsonArray conversations = call.params["conversations"_L1].toArray();
    QJsonArray items;
    QJsonObject item;
    for (const auto &conversation : conversations) {
        const QString before = item.value("outcome"_L1).toString();
        if (before != nameOf(ImportedAccount::Outcome::Untried))
            item = co_await importOne(call, QJsonValue(conversation), *policy);
        items.append(item);
    }
    co_return Answer{QJsonObject{{"items"_L1, items}}};
}

QCoro::Task<QJsonObject> AdminConversationApi::importOne(Call call, QJsonValue conversation,
                                                         OnConflict policy)
{
    const auto draft = draftOf(conversation.toObject());
    if (!draft)
        co_return errorObject(draft.error());
    const auto imported =
        co_await m_conversations.add(actorOf(call), *draft, policy, runParam(call.params));
    if (!imported)
        co_return errorObject(imported.error());
    co_return QJsonObject{{"outcome"_L1, nameOf(imported->outcome)},
                          {"id"_L1, imported->id.toString()}};
}

QCoro::Task<Result<Answer>> AdminConversationApi::move(Call call)
{
    const auto conversation = conversationParam(call.params, "conversationId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto joined = membersOf(call.params["joined"_L1].toArray());
    if (!joined)
        co_return joined.error();
    const auto left = usersParam(call.params, "left"_L1);
    if (!left)
        co_return left.error();
    const auto past = usersParam(call.params, "past"_L1);
    if (!past)
        co_return past.error();
    const auto moved = co_await m_conversations.change(
        actorOf(call), {*conversation, *joined, *left, *past}, runParam(call.params));
    if (!moved)
        co_return moved.error();
    co_return Answer{QJsonObject{{"joined"_L1, moved->joined}, {"left"_L1, moved->left}}};
}

} // namespace linnet::admin
