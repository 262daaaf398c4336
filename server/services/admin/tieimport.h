// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/accountimport.h"
#include "server/services/admin/historybatch.h"
#include "server/services/people/blockservice.h"
#include "server/storage/exportstore.h"

#include <variant>

namespace linnet {

//! \brief A message that somebody starred elsewhere.
struct PastStar
{
    UserId user;
    ConversationId conversation;
    PastReference message;
    Timestamp at{};
};

//! \brief When somebody read what elsewhere.
struct PastReading
{
    UserId user;
    ConversationId conversation;
    std::optional<PastReference> after = {}; //!< Nothing: from the beginning on.
    PastReference through;
    Timestamp at{};
};

//! \brief What was between people elsewhere, or between somebody and a message. The id of a
//! friendship is not looked at.
using PastTie = std::variant<Block, Friendship, PastStar, PastReading>;

//! \brief What came of one of them.
struct ImportedTie
{
    ImportedAccount::Outcome outcome = ImportedAccount::Outcome::Created;
    std::optional<Error> error = {}; //!< Why it failed.
};

//! \brief Brings in what was between people elsewhere.
//!
//! Nobody is notified and no mail is written: somebody's own clients hear of whom they block now,
//! because what they see of each other ends. What is there already stays as it is, so that another
//! go changes nothing.
class TieImport
{
public:
    static constexpr int MostTies = 500; //!< Of a batch: other writers wait for it.

    explicit TieImport(ChatContext context);

    //! Each is stored or refused by itself, in one transaction. \p policy says what becomes of a
    //! friendship that the two have otherwise here. A tie that is an error is one that failed.
    //! \return what came of each; an error if the storage failed, and nothing was stored.
    QCoro::Task<Result<std::vector<ImportedTie>>> add(Actor actor,
                                                      std::vector<Result<PastTie>> ties,
                                                      OnConflict policy, Run run);

private:
    struct Batch;
    using Outcome = ImportedAccount::Outcome;

    Result<std::vector<ImportedTie>> storeAll(Batch &batch) const;
    Result<Outcome> store(Batch &batch, const Result<PastTie> &tie) const;
    Result<Outcome> store(Batch &batch, const Block &block) const;
    Result<Outcome> store(Batch &batch, const Friendship &friendship) const;
    Result<Outcome> put(Batch &batch, Friendship friendship,
                        const std::optional<Friendship> &there) const;
    Result<Outcome> store(Batch &batch, const PastStar &star) const;
    Result<Outcome> store(Batch &batch, const PastReading &reading) const;
    Result<> requirePast(Timestamp at) const;
    Result<> note(const Batch &batch, const std::vector<ImportedTie> &outcomes) const;

    const ChatContext m_context;
    const BlockService m_blocks;
};

} // namespace linnet
