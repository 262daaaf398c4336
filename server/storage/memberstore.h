// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief How far a receipt moved a member's cursor.
struct ReceiptAdvance
{
    qint64 from = 0;
    qint64 to = 0; //!< The same as \c from if it did not move.
    qint64 messages = 0; //!< Messages of others in between.
    qint64 changeSeq = 0; //!< The change this was in the conversation; 0 if it was none.

    bool moved() const { return to > from; }
};

//! \brief Somebody with whom one shares a conversation.
struct Companion
{
    UserId user;
    bool isSeen = false; //!< Whether the two may know of each other when they are here.
};

class MemberStore
{
public:
    static constexpr int All = std::numeric_limits<int>::max();

    virtual ~MemberStore() = default;

    //! \return NotFound unless \p user is a member, or was one (Member::leftSeq).
    virtual Result<Member> find(ConversationId conversation, UserId user) = 0;

    //! \return those who are members now, in order of joining.
    virtual Result<std::vector<Member>> list(ConversationId conversation) = 0;
    //! As above, the first \p most of them.
    virtual Result<std::vector<MemberView>> listViews(ConversationId conversation,
                                                      int most = All) = 0;

    //! Who is a member already stays as they are. Who was one before reads from now on only.
    virtual Result<Member> add(ConversationId conversation, UserId user, Role role,
                               Timestamp at) = 0;

    virtual Result<Member> setRole(ConversationId conversation, UserId user, Role role) = 0;

    //! \return NotFound unless they were a member now.
    virtual Result<Member> leave(ConversationId conversation, UserId user) = 0;

    //! Cursors only go forward, and not past the newest message; anything past it means that one.
    virtual Result<ReceiptAdvance> advanceDelivered(ConversationId conversation, UserId user,
                                                    qint64 seq) = 0;
    //! What is read is delivered, too. What is read and hidden is no change that others can find.
    virtual Result<ReceiptAdvance> advanceRead(ConversationId conversation, UserId user, qint64 seq,
                                               Reading reading = Reading::Shown) = 0;
    //! As advanceRead(), where the others may not even know that it was delivered: it is no change.
    virtual Result<ReceiptAdvance> readUnnoticed(ConversationId conversation, UserId user,
                                                 qint64 seq) = 0;

    //! Notes when \p reading was done; the same one again changes nothing.
    virtual Result<> noteReading(ConversationId conversation, const ReadingStep &reading) = 0;

    //! \return the readings that were noted, in order of how far: the last \p limit of them.
    virtual Result<std::vector<ReadingStep>> listReadings(ConversationId conversation,
                                                          int limit) = 0;

    //! Until \p until nothing tells the member of new messages; nothing: it does again.
    //! \return NotFound unless \p user is a member now.
    virtual Result<> mute(ConversationId conversation, UserId user,
                          std::optional<Timestamp> until) = 0;

    //! \return members whose row changed after \p change, former ones too, in order of change.
    virtual Result<std::vector<Member>> listChanges(ConversationId conversation, qint64 change,
                                                    int limit) = 0;

    //! \return the conversations from \p after on, by rising id, in which something has not been
    //! delivered to \p user, who is a member now.
    virtual Result<std::vector<Conversation>> listUndelivered(UserId user, ConversationId after,
                                                              int limit) = 0;

    //! \return the conversations that \p user was a member of and is no more, by rising id.
    virtual Result<std::vector<ConversationId>> listLeft(UserId user) = 0;

    //! \return everybody else who shares a conversation with \p user now, each once, without those
    //! whom they block or who block them. The stricter of the two decides whether they see each
    //! other: who does not show it is not shown it.
    virtual Result<std::vector<Companion>> listCompany(UserId user) = 0;

    //! Takes the conversation out of its members' lists until something newer is written.
    virtual Result<> hide(ConversationId conversation) = 0;
    //! \return false if it was in the list of \p user, which is not an error.
    virtual Result<bool> unhide(ConversationId conversation, UserId user) = 0;
};

} // namespace linnet
