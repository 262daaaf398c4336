// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/accountimport.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/groupwriter.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

//! \brief Who is to be in a group, as what.
struct MemberDraft
{
    UserId user;
    Role role = Role::Member;
    std::optional<Timestamp> joinedAt = {}; //!< Nothing: as of now.
    std::optional<Timestamp> mutedUntil = {};
};

//! \brief A conversation that an export names, with people of this server.
struct ConversationDraft
{
    ConversationId id; //!< Where it comes from. A group has the same here: so it is found again.
    ConversationKind kind = ConversationKind::Group;
    QString title = {}; //!< Of a group, as what follows.
    QString bio = {};
    UserId owner = {}; //!< Of the members; who is none leaves it to an administrator among them.
    Timestamp createdAt{};
    bool isFrozen = false; //!< A group: nothing gets between what is to be brought in.
    std::vector<MemberDraft> members; //!< At first; two of a direct chat.
};

//! \brief A conversation that is there now.
struct ImportedConversation
{
    ConversationId id;
    ImportedAccount::Outcome outcome = ImportedAccount::Outcome::Created;
};

//! \brief Who comes and goes at one place in a group's history.
struct GroupMoves
{
    ConversationId group;
    std::vector<MemberDraft> joined = {};
    std::vector<UserId> left = {};
    //! Who wrote or was named before they came, because they had been there once before: they are
    //! former members from here on, and read nothing of it.
    std::vector<UserId> past = {};
};

//! \brief How many came and went.
struct MembersMoved
{
    int joined = 0;
    int left = 0;
};

//! \brief Makes the conversations that an export names; HistoryImport brings in what was said.
//!
//! Nobody is asked or told: who is together elsewhere is together here, whatever they let strangers
//! do. A direct chat of two of whom one blocks the other is closed from the beginning.
class ConversationImport
{
public:
    explicit ConversationImport(ChatContext context);

    //! Makes \p draft, or does with the one that is there what \p policy says: OnConflict::Update
    //! changes title and bio of a group. \return InvalidInput for what cannot be; Conflict
    //! ("conversation_exists") for one that is there, and ("conversation_differs") if it is no
    //! group; NotFound if a member does not exist.
    QCoro::Task<Result<ImportedConversation>> add(Actor actor, ConversationDraft draft,
                                                  OnConflict policy, Run run);

    //! Takes into the group who never could read anything of it, and out of it who is in it. In a
    //! group that is not frozen nothing changes: it is over that history is brought in. \return
    //! NotFound if there is no such group; InvalidInput for who is to come in the future.
    QCoro::Task<Result<MembersMoved>> change(Actor actor, GroupMoves change, Run run);

private:
    struct Added;

    Result<Added> store(Stores &stores, const Actor &actor, const ConversationDraft &draft,
                        OnConflict policy) const;
    Result<Added> makeGroup(Stores &stores, const Actor &actor,
                            const ConversationDraft &draft) const;
    Result<Added> makeDirect(Stores &stores, const Actor &actor,
                             const ConversationDraft &draft) const;
    Result<> close(Stores &stores, const Conversation &chat, UserId other) const;
    Result<Added> keep(Stores &stores, const Actor &actor, const Conversation &there,
                       const ConversationDraft &draft, OnConflict policy) const;
    Result<> note(Stores &stores, const Actor &actor, const Conversation &conversation,
                  const ConversationDraft &draft) const;
    Result<MembersMoved> move(Stores &stores, const Actor &actor, const GroupMoves &change) const;
    AdminContext adminContext() const { return {m_context.database, m_context.clock}; }

    const ChatContext m_context;
    const GroupWriter m_groups;
};

} // namespace linnet
