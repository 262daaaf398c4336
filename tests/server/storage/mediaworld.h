// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/stores.h"
#include "tests/support/teststorage.h"

namespace linnet::test {

//! \return a file called after \p id that consists of \p letter alone, uploaded at at(\p id).
inline Media mediaFile(qint64 id, char letter, qint64 size, UserId owner)
{
    return {.id = MediaId(id),
            .name = QByteArray::number(id) + ".png",
            .sha256 = QByteArray(32, letter),
            .size = size,
            .contentType = "image/png",
            .kind = MessageKind::Image,
            .originalName = QStringLiteral("File %1.png").arg(id),
            .owner = owner,
            .createdAt = at(id)};
}

//! \return a message with the file at \p url.
inline Message messageWith(qint64 id, ConversationId conversation, UserId sender,
                           const QString &url)
{
    Message message;
    message.id = MessageId(id);
    message.conversation = conversation;
    message.sender = sender;
    message.kind = MessageKind::Image;
    message.mediaUrl = url;
    return message;
}

//! Makes \p url the picture of \p user.
inline Result<> showAs(Stores &stores, UserId user, const QString &url)
{
    auto account = stores.accounts.find(user);
    if (!account)
        return account.error();
    account->avatarUrl = url;
    return stores.accounts.updateProfile(*account);
}

} // namespace linnet::test
