// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QString>

#include <optional>

namespace linnet {

enum class ConversationKind { Direct, Group };

//! \brief What people talk in: a direct chat of two, or a group.
struct Conversation
{
    ConversationId id;
    ConversationKind kind = ConversationKind::Direct;
    QString title; //!< Of a group; empty for direct chats.
    QString avatarUrl;
    UserId createdBy;
    Timestamp createdAt{};
    Timestamp updatedAt{}; //!< Of its newest message or change.
    qint64 lastSeq = 0; //!< Of its newest message; messages count from 1 without a gap.
    qint64 lastChange = 0; //!< Counts every change: messages, edits, deletions, receipts.
    bool isClosed = false; //!< A direct chat: one blocks the other, or is nobody any more.
    QString bio = {}; //!< What a group is about; empty for direct chats.
    bool isFrozen = false; //!< A group that can be read, and not written in.
};

enum class Role { Member, Admin };

//! \brief Whether the others may know that somebody has read something.
enum class Reading { Shown, Hidden };

//! \brief One user's place in a conversation, and how far they have got: receipts are cursors.
struct Member
{
    ConversationId conversation;
    UserId user;
    Role role = Role::Member;
    Timestamp joinedAt{};
    qint64 joinedSeq = 0; //!< They may read what comes after it.
    std::optional<qint64> leftSeq; //!< Set when they left: they read up to here.
    qint64 deliveredSeq = 0;
    qint64 readSeq = 0;
    qint64 shownReadSeq = 0; //!< What the others may know of it.
    qint64 changeSeq = 0; //!< The conversation's change at which this row last moved.
};

//! \brief When a member read what: after the first place, through the last.
struct ReadingStep
{
    UserId reader;
    qint64 after = 0;
    qint64 through = 0;
    Timestamp at{};
};

} // namespace linnet
