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

QJsonValue sizeOrNull(const Message &message)
{
    return message.mediaUrl.isEmpty() ? QJsonValue(QJsonValue::Null) : message.mediaSize;
}

QJsonValue idOrNull(const std::optional<MessageId> &id)
{
    return id ? QJsonValue(id->toString()) : QJsonValue(QJsonValue::Null);
}

void insertOther(QJsonObject &row, const std::optional<User> &other)
{
    const QJsonValue nobody(QJsonValue::Null);
    row["other_user_id"_L1] = other ? QJsonValue(other->id.toString()) : nobody;
    row["other_user_name"_L1] = other ? QJsonValue(other->displayName) : nobody;
    row["other_user_avatar"_L1] = other ? orNull(other->avatarUrl) : nobody;
    row["other_user_status"_L1] = other ? QJsonValue(other->statusText) : nobody;
}

void insertLastMessage(QJsonObject &row, const std::optional<Message> &last)
{
    const QJsonValue nothing(QJsonValue::Null);
    row["last_message_text"_L1] = last ? orNull(last->body) : nothing;
    row["last_message_type"_L1] = last ? QJsonValue(contentTypeName(last->kind)) : nothing;
    row["last_message_at"_L1] = last ? QJsonValue(toIso(last->createdAt)) : nothing;
    row["last_message_sender"_L1] = last ? QJsonValue(last->sender.toString()) : nothing;
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
        {"id"_L1, user.id.toString()},         {"phone_number"_L1, orNull(user.phone)},
        {"display_name"_L1, user.displayName}, {"avatar_url"_L1, orNull(user.avatarUrl)},
        {"status_text"_L1, user.statusText},   {"created_at"_L1, toIso(user.createdAt)},
    };
}

QJsonObject userObject(const User &user)
{
    return {
        {"id"_L1, user.id.toString()},        {"phoneNumber"_L1, orNull(user.phone)},
        {"displayName"_L1, user.displayName}, {"avatarUrl"_L1, orNull(user.avatarUrl)},
        {"statusText"_L1, user.statusText},
    };
}

QJsonObject conversationRow(const Conversation &conversation)
{
    return {
        {"id"_L1, conversation.id.toString()},
        {"type"_L1, conversation.kind == ConversationKind::Group ? "group"_L1 : "direct"_L1},
        {"group_name"_L1, orNull(conversation.title)},
        {"group_avatar"_L1, orNull(conversation.avatarUrl)},
        {"created_by"_L1, conversation.createdBy.toString()},
        {"created_at"_L1, toIso(conversation.createdAt)},
        {"updated_at"_L1, toIso(conversation.updatedAt)},
    };
}

QJsonObject conversationListRow(const ConversationView &view)
{
    QJsonObject row = conversationRow(view.conversation);
    row["unread_count"_L1] = view.unread;
    insertLastMessage(row, view.lastMessage);
    insertOther(row, view.other);
    return row;
}

QJsonObject memberRow(const MemberView &view)
{
    return {
        {"id"_L1, view.user.id.toString()},         {"phone_number"_L1, orNull(view.user.phone)},
        {"display_name"_L1, view.user.displayName}, {"avatar_url"_L1, orNull(view.user.avatarUrl)},
        {"role"_L1, roleName(view.member.role)},    {"joined_at"_L1, toIso(view.member.joinedAt)},
    };
}

QJsonObject messageRow(const MessageView &view)
{
    const Message &message = view.message;
    return {
        {"id"_L1, message.id.toString()},
        {"conversation_id"_L1, message.conversation.toString()},
        {"sender_id"_L1, message.sender.toString()},
        {"content_type"_L1, contentTypeName(message.kind)},
        {"text_content"_L1, orNull(message.body)},
        {"media_url"_L1, orNull(message.mediaUrl)},
        {"media_thumbnail"_L1, orNull(message.mediaThumbnail)},
        {"media_size"_L1, sizeOrNull(message)},
        {"is_deleted"_L1, message.deletedAt.has_value()},
        {"created_at"_L1, toIso(message.createdAt)},
        {"delivery_status"_L1, statusName(view.status)},
        {"sender_name"_L1, view.sender.displayName},
        {"sender_avatar"_L1, orNull(view.sender.avatarUrl)},
        {"reply_to"_L1, idOrNull(message.replyTo)},
        {"client_message_id"_L1, orNull(message.clientId)},
        {"seq"_L1, message.seq},
    };
}

QJsonObject syncRow(const MessageView &view)
{
    QJsonObject row = messageRow(view);
    const QJsonObject event = messageEvent(view.message, view.sender);
    for (auto field = event.begin(); field != event.end(); ++field)
        row[field.key()] = field.value();
    row["mediaSize"_L1] = sizeOrNull(view.message);
    row["isDeleted"_L1] = view.message.deletedAt.has_value();
    row["deliveryStatus"_L1] = statusName(view.status);
    row["clientMessageId"_L1] = orNull(view.message.clientId);
    row["changeSeq"_L1] = view.message.changeSeq;
    return row;
}

QJsonObject messageEvent(const Message &message, const User &sender)
{
    return {
        {"id"_L1, message.id.toString()},
        {"conversationId"_L1, message.conversation.toString()},
        {"senderId"_L1, message.sender.toString()},
        {"senderName"_L1, sender.displayName},
        {"senderAvatar"_L1, orNull(sender.avatarUrl)},
        {"contentType"_L1, contentTypeName(message.kind)},
        {"textContent"_L1, orNull(message.body)},
        {"mediaUrl"_L1, orNull(message.mediaUrl)},
        {"mediaThumbnail"_L1, orNull(message.mediaThumbnail)},
        {"createdAt"_L1, toIso(message.createdAt)},
        {"replyTo"_L1, idOrNull(message.replyTo)},
        {"seq"_L1, message.seq},
    };
}

QJsonObject sentMessage(const Message &message)
{
    return {
        {"id"_L1, message.id.toString()},
        {"clientMessageId"_L1, orNull(message.clientId)},
        {"conversationId"_L1, message.conversation.toString()},
        {"status"_L1, statusName(DeliveryStatus::Sent)},
        {"createdAt"_L1, toIso(message.createdAt)},
        {"seq"_L1, message.seq},
    };
}

} // namespace linnet::phone
