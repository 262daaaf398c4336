// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/historybatch.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/groupwriter.h"
#include "server/services/notification/notificationwriter.h"
#include "server/storage/messagestore.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

//! \brief A group that history goes into.
struct HistoryGroup
{
    QString title;
    UserId owner;
    std::vector<UserId> members; //!< The owner may be among them.
};

//! \brief What came of a batch.
struct HistoryOutcome
{
    Conversation conversation; //!< As it is now.
    std::vector<AppendedMessage> messages; //!< One for each of the batch; not new: it was there.

    qint64 stored() const;
};

//! \brief Brings what was written elsewhere into conversations, as if it had always been there.
//!
//! It counts as read unless it is said how far members had got, nobody is notified, and members
//! hear of a batch only that the conversation has changed, so that who has it open asks for what is
//! missing.
class HistoryImport
{
public:
    static constexpr size_t MostMessages = HistoryBatch::MostMessages;

    explicit HistoryImport(ChatContext context);

    //! Makes a group which is frozen, so that nothing newer gets between what is brought in.
    //! Errors: InvalidInput; those of GroupWriter::create().
    QCoro::Task<Result<Conversation>> begin(Actor actor, HistoryGroup group, Run run);

    //! \return why \p actor may not bring in what \p user wrote or sent: NotFound,
    //! requireAuthorityOver(), requireInUse().
    QCoro::Task<Result<>> requireAuthority(Actor actor, UserId user);

    //! Stores what of \p batch is not there yet, at the times that it names. In groups that are
    //! frozen, too. Its marks are set only where something of it is new, so that the same batch
    //! again takes nobody back to where they were. \return InvalidInput for what nobody could send,
    //! or what is not past; NotFound if there is no such conversation or file; Forbidden
    //! ("not_a_member") if a sender never was in it; Conflict ("history_older") if the conversation
    //! has something newer; those of requireAuthorityOver() and requireInUse() for each sender.
    QCoro::Task<Result<HistoryOutcome>> add(Actor actor, HistoryBatch batch, Run run);

private:
    struct Stored;

    Result<GroupChanged> create(Stores &stores, const Actor &actor, const Conversation &group,
                                const std::vector<UserId> &others) const;
    Result<Message> messageOf(Stores &stores, const PastMessage &past,
                              ConversationId conversation) const;
    Result<std::vector<Message>> messagesOf(Stores &stores, const HistoryBatch &batch) const;
    Result<Stored> store(Stores &stores, const Actor &actor, const HistoryBatch &batch) const;
    Result<> catchUp(Stores &stores, Stored &stored) const;
    Result<> setMarks(Stores &stores, const HistoryBatch &batch) const;
    Result<> note(Stores &stores, const Actor &actor, const HistoryBatch &batch,
                  const HistoryOutcome &outcome) const;
    void announce(const Stored &stored) const;

    const ChatContext m_context;
    const GroupWriter m_groups;
    const NotificationWriter m_notifications;
};

} // namespace linnet
