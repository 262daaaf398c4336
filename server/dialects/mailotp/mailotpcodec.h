// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"

#include <QJsonObject>

//! \brief The shapes that clients of the mailotp dialect read.
namespace linnet::mailotp {

enum class Email { Shown, Hidden };

QJsonObject userObject(const User &user, Email email = Email::Shown);

//! \param origin where the client reaches this server; pictures are found below it.
QJsonObject messageObject(const Message &message, DeliveryStatus status, const QString &origin);

//! \return a message as the history shows it: also when it was read, as far as \p readings, by how
//! far they went, say.
QJsonObject historyRow(const MessageView &view, const std::vector<ReadingStep> &readings,
                       const QString &origin);

//! \return a row of \p viewer's list of chats.
QJsonObject chatRow(const ConversationDetails &details, UserId viewer);

//! \return whom \p viewer talks with: the other one, or what stands for a group.
QJsonObject partner(const Conversation &conversation, const std::vector<MemberView> &members,
                    UserId viewer);

} // namespace linnet::mailotp
