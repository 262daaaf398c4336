// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/mailchoice.h"
#include "common/domain/media.h"
#include "common/domain/message.h"
#include "common/domain/notification.h"
#include "common/domain/report.h"
#include "common/domain/session.h"
#include "server/storage/exportstore.h"

#include <QByteArray>

//! \file
//! What an export of what there is of one person says of each thing. None of it lets anybody in.

namespace linnet {

//! \param now decides whether a suspension is over.
QByteArray personProfile(const AccountDetails &person, const MailChoice &mails, Timestamp now);

QByteArray personLine(const Session &session);
QByteArray personLine(const Block &block);
//! \param user whose export it is.
QByteArray personLine(const Friendship &friendship, UserId user);
//! \param other whom a direct chat is with.
QByteArray personLine(const Conversation &conversation, const ExportedMember &own,
                      std::optional<UserId> other);
QByteArray personLine(const Message &message);
QByteArray personLine(const Star &star);
QByteArray personLine(const ExportedReading &reading);
QByteArray personLine(const Notification &notification);
QByteArray personLine(const Report &report);
QByteArray personLine(const Media &file);

} // namespace linnet
