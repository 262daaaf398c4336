// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/conversation.h"
#include "common/domain/media.h"
#include "common/domain/message.h"
#include "server/services/admin/settingtarget.h"

#include <QJsonObject>

//! \file
//! What an export of a server says of each thing that there is. None of it lets anybody in.

namespace linnet {

//! \param now decides whether a suspension is over.
QJsonObject exportLine(const AccountView &view, Timestamp now);
//! The name by which a file is read is left out, and so is what it contains.
QJsonObject exportLine(const Media &file);
QJsonObject exportLine(const Conversation &conversation);
QJsonObject exportLine(const Member &member);
QJsonObject exportLine(const Message &message);
QJsonObject exportLine(const SettingState &setting);

} // namespace linnet
