// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/textbytes.h"

#include <initializer_list>

namespace linnet {

namespace {

qint64 sum(std::initializer_list<const QString *> texts)
{
    qint64 bytes = 0;
    for (const QString *const each : texts)
        bytes += each->size() * qint64(sizeof(QChar));
    return bytes;
}

qint64 bytesOf(const Message &message)
{
    return sum({&message.clientId, &message.body, &message.mediaUrl, &message.mediaThumbnail});
}

qint64 bytesOf(const User &user)
{
    return sum({&user.phone, &user.email, &user.username, &user.displayName, &user.avatarUrl,
                &user.statusText, &user.bio});
}

qint64 bytesOf(const std::vector<User> &users)
{
    qint64 bytes = 0;
    for (const User &each : users)
        bytes += bytesOf(each);
    return bytes;
}

qint64 bytesOf(const Conversation &conversation)
{
    return sum({&conversation.title, &conversation.avatarUrl, &conversation.bio});
}

} // namespace

qint64 textBytesOf(const EventPayload &payload)
{
    return std::visit(
        []<typename Payload>(const Payload &each) -> qint64 {
            if constexpr (requires { each.message.body; })
                return bytesOf(each.message) + bytesOf(each.sender) + sum({&each.title});
            else if constexpr (requires { each.added; })
                return bytesOf(each.conversation) + bytesOf(each.actor) + bytesOf(each.added)
                    + bytesOf(each.removed);
            else if constexpr (requires { each.conversation.title; })
                return bytesOf(each.conversation);
            else
                return 0; // A name or two, and numbers.
        },
        payload);
}

} // namespace linnet
