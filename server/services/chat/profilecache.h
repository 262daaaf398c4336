// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/friendship.h"
#include "server/services/chat/author.h"

#include <QCache>
#include <QMutex>

#include <optional>

namespace linnet {

//! \brief The profiles of those who write. Bounded; safe from any thread.
//!
//! Filled by the work of a write only, like RosterCache.
class ProfileCache
{
public:
    explicit ProfileCache(int mostUsers = 50'000);

    //! \return the profile, from memory or else from \p stores.
    Result<Author> find(UserId user, Stores &stores);

    //! \return the profile if it is in memory.
    std::optional<Author> look(UserId user) const;

    void forget(UserId user);
    //! Forgets the two of \p friendship: who is whose friend is part of a profile.
    void forget(const Friendship &friendship);
    //! Forgets all, because any number of people have other friends now.
    void clear();

private:
    mutable QMutex m_mutex;
    QCache<UserId, Author> m_profiles;
    quint64 m_epoch = 0;
};

} // namespace linnet
