// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/message.h"
#include "common/domain/notification.h"
#include "common/domain/sessionview.h"
#include "common/domain/user.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace linnet {

using Members = std::shared_ptr<const std::vector<UserId>>;

//! \brief A message was stored.
struct MessageAdded
{
    Message message;
    User sender;
    Members members = {}; //!< Of the conversation, the sender among them.
    QString title = {}; //!< Of a group; empty for direct chats.
};

//! \brief The same message, as told to its sender's other devices.
struct MessageSent
{
    Message message;
    User sender;
    Members members = {};
    QString title = {}; //!< As MessageAdded::title.
};

//! \brief Somebody's messages reached \c status for everybody they were meant for.
struct StatusChanged
{
    ConversationId conversation;
    UserId sender; //!< Whose messages they are, and who is told.
    std::vector<MessageId> messages;
    DeliveryStatus status = DeliveryStatus::Sent;
    Timestamp at{};
    UserId by{}; //!< Who was the last to get there.
};

struct TypingChanged
{
    ConversationId conversation;
    UserId user;
    bool isTyping = false;
};

struct PresenceChanged
{
    UserId user;
    bool isOnline = false;
    std::optional<Timestamp> lastSeen; //!< Nothing for those who are not to know.
};

//! \brief Who is online, for clients that go by the whole list.
struct OnlineListChanged
{
    std::vector<UserId> users; //!< By rising id.
};

//! \brief A conversation came to be, was renamed, or its members changed.
struct ConversationChanged
{
    Conversation conversation;
};

//! \brief Somebody came to a group or went.
struct MembersChanged
{
    Conversation conversation;
    User actor; //!< Who saw to it; one of those removed if they left.
    std::vector<User> added;
    std::vector<User> removed;
    std::optional<MessageId> message; //!< The line about it in the history, if there is one.
    Timestamp at = {}; //!< As the line has it.
};

//! \brief A user's name, picture or status text changed: what is cached of it is stale.
struct ProfileChanged
{
    User user;
};

//! \brief A session ended: its sockets are to be closed and its tokens refused, at once.
struct SessionRevoked
{
    SessionId session; //!< Null: whatever the user opened without one.
    UserId user;
};

//! \brief Somebody signed in.
struct SessionOpened
{
    SessionId session;
    UserId user;
};

//! \brief A session began or ended, for those who run the server.
struct SessionNews
{
    enum class Kind { Began, Ended };

    SessionView view;
    Kind kind = Kind::Began;
};

//! \brief More sessions began and ended than those who run the server could be told of: what they
//! know is to be read anew.
struct SessionNewsMissed
{
    qint64 count = 0; //!< News that nobody is told.
    Timestamp at{}; //!< When that was found; all of them are of before.
};

//! \brief Somebody signed in on a device where they were not signed in, while they are on others.
struct SignedInElsewhere
{
    Session session;
    UserId user;
};

//! \brief A friend request was made, or something became of it: see its state.
struct FriendshipChanged
{
    Friendship friendship;
    User actor; //!< Which of the two did it.
};

//! \brief Somebody blocked somebody, or no longer does. The blocked one is never in the audience.
struct BlockChanged
{
    UserId blocker;
    UserId blocked;
    bool isBlocked = false;
    std::optional<ConversationId> direct; //!< Their chat, if they have one.
    bool sawEachOther = false; //!< Whether each could know until now when the other is here.
};

//! \brief Somebody shows something of themselves to others than before, or no longer.
struct PrivacyChanged
{
    UserId user;
    Privacy before;
    Privacy now;
};

struct NotificationAdded
{
    NotificationView view;
};

//! \brief A user read notifications, or wants to see them as unread again.
struct NotificationsRead
{
    std::vector<NotificationId> ids;
    bool isRead = true;
    qint64 unread = 0; //!< How many are left.
};

using EventPayload =
    std::variant<MessageAdded, MessageSent, StatusChanged, TypingChanged, PresenceChanged,
                 OnlineListChanged, ConversationChanged, ProfileChanged, SessionRevoked,
                 SignedInElsewhere, MembersChanged, FriendshipChanged, BlockChanged, PrivacyChanged,
                 NotificationAdded, NotificationsRead, SessionOpened, SessionNews,
                 SessionNewsMissed>;

//! \brief Something that happened, and whom it concerns.
struct Event
{
    EventPayload payload;
    std::vector<UserId> audience; //!< Users to tell, each once.
    SessionId except; //!< Not told, because it caused the event; null: nobody is left out.
    //! Told besides, each once, but only what is for the room it happened in: see Reach.
    std::vector<UserId> onlookers = {};
};

//! \return the conversation it happened in; null if in none.
ConversationId conversationOf(const EventPayload &payload);

using SharedEvent = std::shared_ptr<const Event>;

} // namespace linnet
