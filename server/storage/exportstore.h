// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/conversation.h"
#include "common/domain/friendship.h"
#include "common/domain/media.h"
#include "common/domain/message.h"

#include <vector>

namespace linnet {

//! \brief Somebody whom somebody else wants nothing of.
struct Block
{
    UserId blocker;
    UserId blocked;
    Timestamp at{};
};

//! \brief A member, and what a conversation is to them alone.
struct ExportedMember
{
    Member member;
    std::optional<qint64> hiddenSeq = {}; //!< Out of their list until something newer is written.
    std::optional<Timestamp> mutedUntil = {};
};

//! \brief A message that somebody wants to find again.
struct Star
{
    UserId user;
    ConversationId conversation;
    MessageId message;
    qint64 seq = 0; //!< Of the message.
    Timestamp at{};
};

//! \brief When somebody read what, and in which conversation.
struct ExportedReading
{
    ConversationId conversation;
    ReadingStep step;
};

//! \brief All that there is, whoever may see it: in pages that go on after the last one's key.
class ExportStore
{
public:
    virtual ~ExportStore() = default;

    //! \return groups and direct chats from after \p after on, by rising id.
    virtual Result<std::vector<Conversation>> listConversations(ConversationId after,
                                                                int limit) = 0;
    //! \return members from after \p after on, former ones too, by the rising id of the user.
    virtual Result<std::vector<ExportedMember>> listMembers(ConversationId conversation,
                                                            UserId after, int limit) = 0;
    //! \return messages from after the place \p after on, deleted ones too, in their order.
    virtual Result<std::vector<Message>> listMessages(ConversationId conversation, qint64 after,
                                                      int limit) = 0;
    //! \return files from after \p after on, removed ones too, by rising id.
    virtual Result<std::vector<Media>> listFiles(MediaId after, int limit) = 0;
    //! \return blocks after that of the two of \p after, by who blocks and who is blocked.
    virtual Result<std::vector<Block>> listBlocks(const Block &after, int limit) = 0;
    //! \return friendships and requests from after \p after on, by rising id.
    virtual Result<std::vector<Friendship>> listFriendships(FriendshipId after, int limit) = 0;
    //! \return what was read when, after \p after, by how far it went and who read.
    virtual Result<std::vector<ExportedReading>> listReadings(ConversationId conversation,
                                                              const ReadingStep &after,
                                                              int limit) = 0;
    //! \return who starred which message of the conversation, after \p after: by the places of
    //! the messages, and then by who did.
    virtual Result<std::vector<Star>> listStars(ConversationId conversation, const Star &after,
                                                int limit) = 0;

    //! \return friendships and requests of \p user from after \p after on, by rising id.
    virtual Result<std::vector<Friendship>> listFriendshipsOf(UserId user, FriendshipId after,
                                                              int limit) = 0;
    //! \return whom \p user blocks, after the one of \p after, by rising id.
    virtual Result<std::vector<Block>> listBlocksBy(UserId user, UserId after, int limit) = 0;
    //! \return where \p user is or was a member, after \p after, by the conversation's rising id.
    virtual Result<std::vector<ExportedMember>> listMembershipsOf(UserId user, ConversationId after,
                                                                  int limit) = 0;
    //! \return what \p user starred, after \p after, by conversation and message.
    virtual Result<std::vector<Star>> listStarsOf(UserId user, const Star &after, int limit) = 0;
    //! \return when \p user read what, after \p after, by conversation and by how far.
    virtual Result<std::vector<ExportedReading>> listReadingsOf(UserId user,
                                                                const ExportedReading &after,
                                                                int limit) = 0;
};

} // namespace linnet
