// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/app/rowparams.h"

#include <QJsonArray>

namespace linnet::test {

using namespace Qt::StringLiterals;

namespace {

//! What a parameter names, by "dialect/row parameter", "dialect/feature parameter", a feature being
//! what a row's name begins with, or the parameter alone.
const QHash<QString, QList<Resource>> Resources = {
    {u"phone/conversation id"_s, {Resource::Conversation}},
    {u"phone/group id"_s, {Resource::Conversation}},
    {u"phone/message id"_s, {Resource::Conversation}},
    {u"phone/report id"_s, {Resource::Message}}, // Of the kind that is said below.
    {u"phone/star id"_s, {Resource::Conversation}},
    {u"phone/friend-request id"_s,
     {Resource::FriendRequest, Resource::Notification, Resource::Person}},
    {u"phone/friend-request.withdraw id"_s, {Resource::FriendRequest}},
    {u"mailotp/user id"_s, {Resource::Person}},
    {u"cookie/message id"_s, {Resource::Person}},
    {u"mern/message.list chatId"_s, {Resource::Conversation, Resource::Person}},
    {u"mern/user id"_s, {Resource::Person}},
    {u"whispr/friend id"_s, {Resource::FriendRequest, Resource::Notification, Resource::Person}},
    {u"whispr/notification id"_s, {Resource::Notification}},
    {u"whispr/notification.list-of id"_s, {Resource::Person}},
    {u"whispr/star.set chatId"_s, {}}, // The message alone says what is meant.
    {u"whispr/star.remove chatId"_s, {}},
    {u"chat_id"_s, {Resource::Conversation}},
    {u"chatId"_s, {Resource::Conversation}},
    {u"conversationId"_s, {Resource::Conversation}},
    {u"cursors"_s, {Resource::Conversation}},
    {u"friendId"_s, {Resource::Person}},
    {u"ids"_s, {Resource::Notification}},
    {u"into"_s, {Resource::Person}},
    {u"memberId"_s, {Resource::Person}},
    {u"memberIds"_s, {Resource::Person}},
    {u"mentions"_s, {Resource::Person}},
    {u"messageId"_s, {Resource::Message}},
    {u"notificationIds"_s, {Resource::Notification}},
    {u"otherUserId"_s, {Resource::Person}},
    {u"participantId"_s, {Resource::Person}},
    {u"participants"_s, {Resource::Person}},
    {u"receiverId"_s, {Resource::Person}},
    {u"recipientId"_s, {Resource::Person}},
    {u"reply_to"_s, {Resource::Message}},
    {u"replyTo"_s, {Resource::Message}},
    {u"senderId"_s, {Resource::Person}},
    {u"sessionId"_s, {Resource::Session}},
    {u"userId"_s, {Resource::Person}},
    {u"userIds"_s, {Resource::Person}},
    {u"users"_s, {Resource::Person}},
};

//! What names nothing of anybody's, and what is said there; undefined: nothing.
const QHash<QString, QJsonValue> Plain = {
    {u"avatar"_s, QJsonValue::Undefined},
    {u"avatar_url"_s, QJsonValue::Undefined},
    {u"avatarUrl"_s, QJsonValue::Undefined},
    {u"before"_s, QJsonValue::Undefined},
    {u"beforeSeq"_s, QJsonValue::Undefined},
    {u"bio"_s, QJsonValue::Undefined},
    {u"byCode"_s, QJsonValue::Undefined},
    {u"chatId"_s, u"1"_s},
    {u"chatName"_s, u"Our own group"_s},
    {u"clientMessageId"_s, QJsonValue::Undefined},
    {u"clientName"_s, QJsonValue::Undefined},
    {u"code"_s, QJsonValue::Undefined},
    {u"content"_s, u"Hi"_s},
    {u"contentType"_s, QJsonValue::Undefined},
    {u"currentPassword"_s, QJsonValue::Undefined},
    {u"cursor"_s, QJsonValue::Undefined},
    {u"deviceId"_s, QJsonValue::Undefined},
    {u"direction"_s, QJsonValue::Undefined},
    {u"display_name"_s, QJsonValue::Undefined},
    {u"displayName"_s, QJsonValue::Undefined},
    {u"dryRun"_s, QJsonValue::Undefined},
    {u"email"_s, QJsonValue::Undefined},
    {u"file_url"_s, QJsonValue::Undefined},
    {u"fileName"_s, QJsonValue::Undefined},
    {u"friendRequests"_s, QJsonValue::Undefined},
    {u"fullName"_s, QJsonValue::Undefined},
    {u"grace"_s, QJsonValue::Undefined},
    {u"groupAvatar"_s, QJsonValue::Undefined},
    {u"groupName"_s, u"Our own group"_s},
    {u"groups"_s, QJsonValue::Undefined},
    {u"identifier"_s, QJsonValue::Undefined},
    {u"image"_s, QJsonValue::Undefined},
    {u"keepOtherSessions"_s, QJsonValue::Undefined},
    {u"kind"_s, u"message"_s},
    {u"language"_s, QJsonValue::Undefined},
    {u"lastSeen"_s, QJsonValue::Undefined},
    {u"lastSyncTimestamp"_s, QJsonValue::Undefined},
    {u"limit"_s, QJsonValue::Undefined},
    {u"mediaSize"_s, QJsonValue::Undefined},
    {u"mediaThumbnail"_s, QJsonValue::Undefined},
    {u"mediaUrl"_s, QJsonValue::Undefined},
    {u"messages"_s, QJsonValue::Undefined},
    {u"name"_s, u"Our own group"_s},
    {u"newPassword"_s, QJsonValue::Undefined},
    {u"otp"_s, QJsonValue::Undefined},
    {u"password"_s, QJsonValue::Undefined},
    {u"phoneNumber"_s, QJsonValue::Undefined},
    {u"phoneNumbers"_s, QJsonValue::Undefined},
    {u"pic"_s, QJsonValue::Undefined},
    {u"q"_s, QJsonValue::Undefined},
    {u"read"_s, true},
    {u"readReceipts"_s, QJsonValue::Undefined},
    {u"reason"_s, u"spam"_s},
    {u"refreshToken"_s, QJsonValue::Undefined},
    {u"search"_s, QJsonValue::Undefined},
    {u"secondFactor"_s, QJsonValue::Undefined},
    {u"status"_s, QJsonValue::Undefined},
    {u"status_text"_s, QJsonValue::Undefined},
    {u"statusText"_s, QJsonValue::Undefined},
    {u"tempId"_s, QJsonValue::Undefined},
    {u"text"_s, u"Hi"_s},
    {u"textContent"_s, u"Hi"_s},
    {u"ticket"_s, QJsonValue::Undefined},
    {u"token"_s, QJsonValue::Undefined},
    {u"unread"_s, QJsonValue::Undefined},
    {u"until"_s, QJsonValue::Undefined},
    {u"username"_s, QJsonValue::Undefined},
    {u"whileAway"_s, QJsonValue::Undefined},
};

QJsonValue shaped(const Field &field, const QString &id)
{
    switch (field.type) {
    case Field::Type::Array:
    case Field::Type::StringArray:
        return QJsonArray{id};
    case Field::Type::Any: // A thing, or a list of them.
        return field.name.endsWith('s'_L1) ? QJsonValue(QJsonArray{id}) : QJsonValue(id);
    case Field::Type::Object: // What is told by conversation.
        return QJsonObject{{id, 0}};
    default:
        return id;
    }
}

bool isThing(const EndpointRow &row, const Field &field)
{
    return !resourcesOf(row, field.name).value_or(QList<Resource>()).isEmpty();
}

Resource kindOf(const EndpointRow &row, const Field &field)
{
    return resourcesOf(row, field.name)->first();
}

//! Of two names for the same, and of a message's two destinations, only one is.
bool isHeededWith(const EndpointRow &row, const Field &asked, const Field &other)
{
    const bool goesElsewhere = asked.name == "recipientId"_L1 && other.name == "conversationId"_L1;
    return !goesElsewhere && kindOf(row, other) != kindOf(row, asked);
}

QJsonValue ownThing(const EndpointRow &row, const Field &field, const Ids &own)
{
    return shaped(field, own.value(kindOf(row, field)));
}

} // namespace

QString nameOf(const EndpointRow &row)
{
    return row.dialect->name() + u'/' + row.endpoint.name;
}

std::optional<QList<Resource>> resourcesOf(const EndpointRow &row, const QString &param)
{
    const QString name = nameOf(row);
    for (const QString &place : {name + u' ', name.section(u'.', 0, 0) + u' ', QString()}) {
        if (const auto found = Resources.constFind(place + param); found != Resources.cend())
            return *found;
    }
    return Plain.contains(param) ? std::optional(QList<Resource>()) : std::nullopt;
}

std::vector<QJsonObject> paramsNaming(const EndpointRow &row, const Field &asked, const QString &id,
                                      const Ids &own)
{
    QJsonObject least{{asked.name, shaped(asked, id)}};
    QList<Field> others;
    for (const Field &field : row.endpoint.request) {
        if (field.name == asked.name)
            continue;
        const bool isOptional = field.need == Field::Need::Optional;
        if (!isThing(row, field)) {
            if (const auto value = Plain.value(field.name, QJsonValue::Undefined);
                !value.isUndefined())
                least[field.name] = value;
        } else if (isOptional) {
            if (isHeededWith(row, asked, field))
                others.append(field);
        } else {
            least[field.name] = ownThing(row, field, own);
        }
    }
    std::vector<QJsonObject> all{least};
    for (const Field &other : others) {
        all.push_back(least);
        all.back()[other.name] = ownThing(row, other, own);
    }
    return all;
}

} // namespace linnet::test
