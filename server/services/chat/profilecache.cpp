// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/profilecache.h"

namespace linnet {

ProfileCache::ProfileCache(int mostUsers)
    : m_profiles(mostUsers)
{}

Result<Author> ProfileCache::find(UserId user, Stores &stores)
{
    QMutexLocker locker(&m_mutex);
    if (const Author *known = m_profiles.object(user))
        return *known;
    const quint64 epoch = m_epoch;
    locker.unlock();

    const Result<Author> found = loadAuthor(stores, user);
    if (!found)
        return found;
    locker.relock();
    if (epoch == m_epoch)
        m_profiles.insert(user, new Author(*found));
    return found;
}

std::optional<Author> ProfileCache::look(UserId user) const
{
    QMutexLocker locker(&m_mutex);
    const Author *known = m_profiles.object(user);
    return known ? std::optional(*known) : std::nullopt;
}

void ProfileCache::forget(UserId user)
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    m_profiles.remove(user);
}

void ProfileCache::forget(const Friendship &friendship)
{
    forget(friendship.from);
    forget(friendship.to);
}

void ProfileCache::clear()
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    m_profiles.clear();
}

} // namespace linnet
