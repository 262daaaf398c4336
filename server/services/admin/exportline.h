// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/conversation.h"
#include "common/domain/mailchoice.h"
#include "common/domain/media.h"
#include "common/domain/message.h"
#include "server/services/admin/settingtarget.h"
#include "server/storage/exportstore.h"

#include <QJsonObject>

//! \file
//! What an export of a server says of each thing that there is. None of it lets anybody in.

namespace linnet {

//! \param mails which ones they want.
//! \param now decides whether a suspension is over.
QJsonObject exportLine(const AccountView &view, const MailChoice &mails, Timestamp now);
//! As it is in the line of an account.
QJsonObject privacyOf(const User &user);
QJsonObject mailsOf(const MailChoice &mails);
//! The name by which a file is read is left out, and so is what it contains.
QJsonObject exportLine(const Media &file);
QJsonObject exportLine(const Conversation &conversation);
QJsonObject exportLine(const ExportedMember &member);
QJsonObject exportLine(const Message &message);
QJsonObject exportLine(const Block &block);
QJsonObject exportLine(const Friendship &friendship);
QJsonObject exportLine(const ExportedReading &reading);
QJsonObject exportLine(const Star &star);
QJsonObject exportLine(const SettingState &setting);

} // namespace linnet
