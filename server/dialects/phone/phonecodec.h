// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/session.h"
#include "common/domain/views.h"
#include "common/protocol/jsonwriter.h"
#include "server/dialects/shared/jsonarray.h"

#include <QJsonObject>

#include <optional>

//! \brief The shapes of the phone dialect: REST rows in snake_case, events in camelCase, and
//! messages that come live in both.
namespace linnet::phone {

QLatin1String contentTypeName(MessageKind kind);
//! \return nothing for what a client may not send.
std::optional<MessageKind> parseContentType(QStringView name);
QLatin1String statusName(DeliveryStatus status);
QLatin1String roleName(Role role);

//! As REST shows a user.
QJsonObject userRow(const User &user);
//! As REST shows a user to themselves.
QJsonObject ownRow(const User &user);
//! As sign-in shows a user to themselves.
QJsonObject userObject(const User &user);
//! As friends, notifications and events show a user: what userRow() has of them, in other names.
QJsonObject personObject(const User &user);

QJsonObject sessionObject(const Session &session);

JsonText conversationRow(const Conversation &conversation);
//! The same, with \p members.
JsonText groupRow(const Conversation &group, const QJsonArray &members);
JsonText conversationListRow(const ConversationView &view);
QJsonObject memberRow(const MemberView &view);

JsonText messageRow(const MessageView &view);
//! A row of sync:request: the web client reads the event's names from it, others the row's.
JsonText syncRow(const MessageView &view);
//! As message:new carries it.
JsonText messageEvent(const Message &message, const User &sender);
//! As message:sent carries it.
JsonText sentEvent(const Message &message, const User &sender);
//! As the acknowledgement of message:send carries it.
JsonText sentMessage(const Message &message);

} // namespace linnet::phone
