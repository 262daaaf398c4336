// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/ed25519.h"
#include "common/core/result.h"
#include "common/domain/erasure.h"
#include "server/services/admin/erasureledger.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/groupwriter.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace linnet {

class BlobStore;

//! \brief Erases accounts, step by step: a crash in between is made up for by doing it again.
//!
//! All of it blocks, and runs on a thread that has a Mailbox and nothing else to do.
class Eraser
{
public:
    //! All outlive it. \param key signs receipts.
    Eraser(ChatContext context, BlobStore &blobs, ErasureLedger ledger, Ed25519 key);

    //! Calls \p hear for each account from the moment that nobody can use it any more, on the
    //! thread that stores it. Before the first is erased.
    void whenNameless(std::function<void(UserId)> hear) { m_whenNameless = std::move(hear); }

    //! Erases the account of \p user if that is due, and was asked for at \p requestedAt; otherwise
    //! somebody has changed their mind, and nothing is done. Accounts that were merged into it are
    //! erased with it: a backup from before that has them whole.
    //! \return Unavailable if \p stop asked to end before it was done.
    Result<> erase(UserId user, Timestamp requestedAt, const std::stop_token &stop = {});

    //! Erases whoever the ledger names and this database still knows, as one that was restored
    //! from a backup may. What was erased here and is not in the ledger is added to it.
    //! \return how many were erased.
    Result<int> replay();

private:
    //! \brief How much a batch has found, and where that ended, for those that go on from there.
    struct Done
    {
        qsizetype count = 0;
        MessageId last = {};
    };
    //! Gets where the batch before it ended, which is nowhere for the first.
    using Batch = std::function<Result<Done>(Stores &, Erasure &, MessageId after)>;

    Result<std::vector<Erasure>> begin(UserId user, Timestamp requestedAt);
    Result<> carryOut(const Erasure &begun, const std::stop_token &stop);
    Result<> repeat(UserId user, const std::stop_token &stop, const Batch &batch);
    static Result<Done> runBatch(Stores &stores, UserId user, MessageId after, const Batch &batch);
    Result<> eraseIdentity(UserId user);
    Result<> leaveConversations(UserId user);
    Result<> leaveGroup(UserId user, ConversationId id);
    Result<> closeChat(ConversationId id);
    Result<> finish(UserId user);
    Result<bool> mustReplay(const Erasure &entry);

    Result<Done> clearLines(Stores &stores, Erasure &erasure, MessageId after) const;
    Result<Done> removeMessages(Stores &stores, Erasure &erasure, MessageId) const;
    static Result<Done> removeEvidence(Stores &stores, const Erasure &erasure, MessageId);
    Result<Done> removeMedia(Stores &stores, Erasure &erasure, MessageId) const;
    Result<> removeBlob(Stores &stores, const QByteArray &sha256) const;

    const ChatContext m_context;
    BlobStore &m_blobs;
    const ErasureLedger m_ledger;
    const Ed25519 m_key;
    const GroupWriter m_groups;
    std::function<void(UserId)> m_whenNameless = [](UserId) {};
};

} // namespace linnet
