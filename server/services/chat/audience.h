// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/domain/notfound.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <memory>
#include <vector>

namespace linnet {

//! \return everybody in \p users but \p one.
std::vector<UserId> without(const std::vector<UserId> &users, UserId one);

//! Costs nothing where the conversation is in use.
//! \return who hears what \p member does in \p conversation: its members, without those they block
//! or who block them; in a closed chat only themselves; NotFound for who is no member.
QCoro::Task<Result<std::shared_ptr<const std::vector<UserId>>>> findAudience(
    ChatContext context, UserId member, ConversationId conversation);

} // namespace linnet
