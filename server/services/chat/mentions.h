// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/notification.h"
#include "server/services/chat/draft.h"
#include "server/services/chat/rostercache.h"
#include "server/services/notification/notificationwriter.h"

#include <QStringList>

#include <vector>

namespace linnet {

//! \brief Whom a draft names.
struct Mentioned
{
    std::vector<UserId> members; //!< Each once.
    bool hasStrangers = false; //!< Somebody is named by id who is no member.
};

//! \return the user names that stand behind an @ in \p text, in lower case, each once, and no more
//! than MostMentions.
QStringList mentionedNames(const QString &text);

//! Within a transaction: whom \p draft names, by id or by user name. A name that is no member's is
//! just a word. Whoever is no member names nobody, and is not told who is one. Costs nothing where
//! nobody is named.
Result<Mentioned> findMentioned(Stores &stores, const Draft &draft, RosterCache &rosters,
                                ConversationId conversation);

//! Within a transaction: tells those whom \p message names of it, but not its sender, and nobody
//! who blocks the sender or whom the sender blocks. \return what to announce.
Result<std::vector<NotificationView>> notifyMentioned(Stores &stores, const Message &message,
                                                      const User &sender,
                                                      const NotificationWriter &writer);

} // namespace linnet
