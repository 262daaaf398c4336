// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QString>

#include <optional>
#include <vector>

namespace linnet {

enum class MessageKind { Text, Image, Video, Audio, Document, System };

//! \brief Where a sender's message has got to: the least of what the other members reached.
enum class DeliveryStatus { Sent, Delivered, Read };

//! \brief What a line of the system says of the members it names.
enum class Membership { Began, Ended };

//! \brief One message. Its place in the conversation is \c seq; its newest change is \c changeSeq.
struct Message
{
    MessageId id;
    ConversationId conversation;
    qint64 seq = 0;
    qint64 changeSeq = 0;
    UserId sender;
    QString clientId; //!< The sender's own name for it; unique for ever in (conversation, sender).
    MessageKind kind = MessageKind::Text;
    QString body;
    QString mediaUrl;
    QString mediaThumbnail;
    qint64 mediaSize = 0;
    std::optional<MessageId> replyTo;
    Timestamp createdAt{};
    std::optional<Timestamp> editedAt;
    std::optional<Timestamp> deletedAt;
    std::vector<UserId> mentions = {}; //!< Members who are named in it.
    std::optional<Membership> membership = {}; //!< Of those, in a line that says who came or went.
};

} // namespace linnet
