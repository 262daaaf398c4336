// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonecodec.h"

#include <array>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

struct ContentType
{
    MessageKind kind;
    QLatin1String name;
};

constexpr std::array ContentTypes = {
    ContentType{MessageKind::Text, "text"_L1},         ContentType{MessageKind::Image, "image"_L1},
    ContentType{MessageKind::Video, "video"_L1},       ContentType{MessageKind::Audio, "audio"_L1},
    ContentType{MessageKind::Document, "document"_L1},
};

//! The family's database has NULL where there is nothing, and its clients test for it.
QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

void addText(JsonWriter &row, QLatin1String key, const QString &text)
{
    if (text.isEmpty())
        row.add(key, nullptr);
    else
        row.add(key, text);
}

void addSize(JsonWriter &row, QLatin1String key, const Message &message)
{
    if (message.mediaUrl.isEmpty())
        row.add(key, nullptr);
    else
        row.add(key, message.mediaSize);
}

void addConversation(JsonWriter &row, const Conversation &conversation)
{
    const bool isGroup = conversation.kind == ConversationKind::Group;
    row.add("id"_L1, conversation.id);
    row.add("type"_L1, isGroup ? "group"_L1 : "direct"_L1);
    addText(row, "group_name"_L1, conversation.title);
    addText(row, "group_avatar"_L1, conversation.avatarUrl);
    row.add("created_by"_L1, conversation.createdBy);
    row.add("created_at"_L1, conversation.createdAt);
    row.add("updated_at"_L1, conversation.updatedAt);
}

//! The sender is a name, which the family's web client writes before the text of a group's message.
//! What the server says names whom it is about by itself.
void addLastMessage(JsonWriter &row, const Message &last, const QString &sender)
{
    const bool isOwnText = last.kind != MessageKind::System;
    addText(row, "last_message_text"_L1, last.body);
    row.add("last_message_type"_L1, contentTypeName(last.kind));
    row.add("last_message_at"_L1, last.createdAt);
    addText(row, "last_message_sender"_L1, isOwnText ? sender : QString());
    row.add("last_message_sender_id"_L1, last.sender);
}

void addOther(JsonWriter &row, const User &other)
{
    row.add("other_user_id"_L1, other.id);
    row.add("other_user_name"_L1, other.displayName);
    addText(row, "other_user_avatar"_L1, other.avatarUrl);
    row.add("other_user_status"_L1, other.statusText);
}

void addNulls(JsonWriter &row, std::initializer_list<QLatin1String> keys)
{
    for (const QLatin1String key : keys)
        row.add(key, nullptr);
}

//! Only where somebody is named: most messages name nobody.
void addMentions(JsonWriter &row, const Message &message)
{
    if (message.mentions.empty())
        return;
    QJsonArray ids;
    for (const UserId user : message.mentions)
        ids.append(user.toString());
    row.add("mentions"_L1, QJsonValue(ids));
    if (message.membership)
        row.add("membership"_L1,
                *message.membership == Membership::Began ? "began"_L1 : "ended"_L1);
}

//! What a row calls otherwise than an event of \p message does.
void addRowNames(JsonWriter &row, const Message &message, const User &sender)
{
    row.add("conversation_id"_L1, message.conversation);
    row.add("sender_id"_L1, message.sender);
    row.add("sender_name"_L1, sender.displayName);
    addText(row, "sender_avatar"_L1, sender.avatarUrl);
    row.add("content_type"_L1, contentTypeName(message.kind));
    addText(row, "text_content"_L1, message.body);
    addText(row, "media_url"_L1, message.mediaUrl);
    addText(row, "media_thumbnail"_L1, message.mediaThumbnail);
    row.add("created_at"_L1, message.createdAt);
    row.add("reply_to"_L1, message.replyTo);
}

//! What an event of \p message calls otherwise than a row does.
void addEventNames(JsonWriter &event, const Message &message, const User &sender)
{
    event.add("conversationId"_L1, message.conversation);
    event.add("senderId"_L1, message.sender);
    event.add("senderName"_L1, sender.displayName);
    addText(event, "senderAvatar"_L1, sender.avatarUrl);
    event.add("contentType"_L1, contentTypeName(message.kind));
    addText(event, "textContent"_L1, message.body);
    addText(event, "mediaUrl"_L1, message.mediaUrl);
    addText(event, "mediaThumbnail"_L1, message.mediaThumbnail);
    event.add("createdAt"_L1, message.createdAt);
    event.add("replyTo"_L1, message.replyTo);
}

//! The family's mobile client has its ticks from "status", the web client from "delivery_status".
void addMessage(JsonWriter &row, const MessageView &view)
{
    const Message &message = view.message;
    row.add("id"_L1, message.id);
    addRowNames(row, message, view.sender);
    addSize(row, "media_size"_L1, message);
    row.add("is_deleted"_L1, message.deletedAt.has_value());
    row.add("delivery_status"_L1, statusName(view.status));
    row.add("status"_L1, statusName(view.status));
    addText(row, "client_message_id"_L1, message.clientId);
    row.add("seq"_L1, message.seq);
    addMentions(row, message);
}

//! In both namings: the family's mobile client puts what it hears among the rows that it has read.
void addEvent(JsonWriter &event, const Message &message, const User &sender)
{
    event.add("id"_L1, message.id);
    addEventNames(event, message, sender);
    addRowNames(event, message, sender);
    event.add("seq"_L1, message.seq);
    addMentions(event, message);
}

} // namespace

QLatin1String contentTypeName(MessageKind kind)
{
    for (const ContentType &type : ContentTypes) {
        if (type.kind == kind)
            return type.name;
    }
    return "system"_L1;
}

std::optional<MessageKind> parseContentType(QStringView name)
{
    for (const ContentType &type : ContentTypes) {
        if (type.name == name)
            return type.kind;
    }
    return std::nullopt;
}

QLatin1String statusName(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Sent:
        return "sent"_L1;
    case DeliveryStatus::Delivered:
        return "delivered"_L1;
    case DeliveryStatus::Read:
        return "read"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1String roleName(Role role)
{
    return role == Role::Admin ? "admin"_L1 : "member"_L1;
}

QJsonObject userRow(const User &user)
{
    return {
        {"id"_L1, user.id.toString()},
        {"phone_number"_L1, orNull(user.phone)},
        {"display_name"_L1, user.displayName},
        {"avatar_url"_L1, orNull(user.avatarUrl)},
        {"status_text"_L1, user.statusText},
        {"username"_L1, orNull(user.username)},
        {"bio"_L1, user.bio},
        {"created_at"_L1, toIso(user.createdAt)},
    };
}

QJsonObject ownRow(const User &user)
{
    QJsonObject row = userRow(user);
    row["email"_L1] = orNull(user.email);
    row["email_verified"_L1] = user.isEmailVerified;
    row["language"_L1] = orNull(user.language);
    return row;
}

QJsonObject sessionObject(const Session &session)
{
    return {
        {"id"_L1, session.id.toString()},
        {"device"_L1, session.device},
        {"client"_L1, session.clientName},
        {"dialect"_L1, session.dialect},
        {"address"_L1, session.address},
        {"userAgent"_L1, session.userAgent},
        {"createdAt"_L1, toIso(session.createdAt)},
        {"lastSeenAt"_L1, toIso(session.lastSeenAt)},
    };
}

QJsonObject userObject(const User &user)
{
    QJsonObject object = personObject(user);
    object["email"_L1] = orNull(user.email);
    object["emailVerified"_L1] = user.isEmailVerified;
    return object;
}

QJsonObject personObject(const User &user)
{
    return {
        {"id"_L1, user.id.toString()},
        {"phoneNumber"_L1, orNull(user.phone)},
        {"displayName"_L1, user.displayName},
        {"avatarUrl"_L1, orNull(user.avatarUrl)},
        {"statusText"_L1, user.statusText},
        {"username"_L1, orNull(user.username)},
        {"bio"_L1, user.bio},
    };
}

JsonText conversationRow(const Conversation &conversation)
{
    JsonWriter row;
    addConversation(row, conversation);
    return row.finish();
}

JsonText groupRow(const Conversation &group, const QJsonArray &members)
{
    JsonWriter row;
    addConversation(row, group);
    row.add("members"_L1, members);
    return row.finish();
}

JsonText conversationListRow(const ConversationView &view)
{
    JsonWriter row;
    addConversation(row, view.conversation);
    row.add("unread_count"_L1, view.unread);
    if (view.mutedUntil)
        row.add("muted_until"_L1, *view.mutedUntil);
    if (view.lastMessage)
        addLastMessage(row, *view.lastMessage, view.lastSenderName);
    else
        addNulls(row,
                 {"last_message_text"_L1, "last_message_type"_L1, "last_message_at"_L1,
                  "last_message_sender"_L1, "last_message_sender_id"_L1});
    if (view.other)
        addOther(row, *view.other);
    else
        addNulls(row,
                 {"other_user_id"_L1, "other_user_name"_L1, "other_user_avatar"_L1,
                  "other_user_status"_L1});
    return row.finish();
}

QJsonObject memberRow(const MemberView &view)
{
    return {
        {"id"_L1, view.user.id.toString()},         {"phone_number"_L1, orNull(view.user.phone)},
        {"display_name"_L1, view.user.displayName}, {"avatar_url"_L1, orNull(view.user.avatarUrl)},
        {"role"_L1, roleName(view.member.role)},    {"joined_at"_L1, toIso(view.member.joinedAt)},
    };
}

JsonText messageRow(const MessageView &view)
{
    JsonWriter row;
    addMessage(row, view);
    return row.finish();
}

JsonText syncRow(const MessageView &view)
{
    JsonWriter row;
    addMessage(row, view);
    addEventNames(row, view.message, view.sender);
    addSize(row, "mediaSize"_L1, view.message);
    row.add("isDeleted"_L1, view.message.deletedAt.has_value());
    row.add("deliveryStatus"_L1, statusName(view.status));
    addText(row, "clientMessageId"_L1, view.message.clientId);
    row.add("changeSeq"_L1, view.message.changeSeq);
    return row.finish();
}

JsonText messageEvent(const Message &message, const User &sender)
{
    JsonWriter event;
    addEvent(event, message, sender);
    return event.finish();
}

JsonText sentEvent(const Message &message, const User &sender)
{
    JsonWriter event;
    addEvent(event, message, sender);
    if (!message.clientId.isEmpty())
        event.add("clientMessageId"_L1, message.clientId);
    return event.finish();
}

JsonText sentMessage(const Message &message)
{
    JsonWriter sent;
    sent.add("id"_L1, message.id);
    addText(sent, "clientMessageId"_L1, message.clientId);
    sent.add("conversationId"_L1, message.conversation);
    sent.add("status"_L1, statusName(DeliveryStatus::Sent));
    sent.add("createdAt"_L1, message.createdAt);
    sent.add("seq"_L1, message.seq);
    return sent.finish();
}

} // namespace linnet::phone
