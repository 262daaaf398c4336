// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/chat/roster.h"
#include "server/storage/stores.h"

#include <QCache>
#include <QMutex>

#include <optional>

namespace linnet {

//! \brief The rosters of the conversations that are in use. Bounded; safe from any thread.
//!
//! Filled by the work of a write only: writes run one after the other, so what is read there is
//! never older than what a later write changed. Who changes members calls forget() in the work.
class RosterCache
{
public:
    //! \param mostMembers how many members all rosters may hold together.
    explicit RosterCache(int mostMembers = 200'000);

    //! Applies \p function to the roster, from memory or else from \p stores.
    template <typename Function>
    Result<std::invoke_result_t<Function, Roster &>> with(ConversationId conversation,
                                                          Stores &stores, Function function)
    {
        if (auto known = look(conversation, function))
            return std::move(*known);
        const quint64 epoch = currentEpoch();
        auto roster = load(conversation, stores);
        if (!roster)
            return roster.error();
        auto outcome = function(**roster);
        keep(conversation, std::move(*roster), epoch);
        return outcome;
    }

    //! Applies \p function to the roster if it is in memory.
    template <typename Function>
    std::optional<std::invoke_result_t<Function, Roster &>> look(ConversationId conversation,
                                                                 Function function)
    {
        QMutexLocker locker(&m_mutex);
        Roster *roster = m_rosters.object(conversation);
        if (!roster)
            return std::nullopt;
        // In place, because an optional outcome would become this one instead of being held by it.
        return std::optional<std::invoke_result_t<Function, Roster &>>(std::in_place,
                                                                       function(*roster));
    }

    void forget(ConversationId conversation);
    //! Forgets all, because what they were read from was never stored.
    void clear();

private:
    static Result<std::unique_ptr<Roster>> load(ConversationId conversation, Stores &stores);
    quint64 currentEpoch() const;
    //! Drops \p roster instead if something was forgotten since \p epoch: it may be that.
    void keep(ConversationId conversation, std::unique_ptr<Roster> roster, quint64 epoch);

    mutable QMutex m_mutex;
    QCache<ConversationId, Roster> m_rosters;
    quint64 m_epoch = 0;
};

} // namespace linnet
