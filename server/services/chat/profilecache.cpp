// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/profilecache.h"

namespace linnet {

ProfileCache::ProfileCache(int mostUsers)
    : m_users(mostUsers)
{}

Result<User> ProfileCache::find(UserId user, Stores &stores)
{
    QMutexLocker locker(&m_mutex);
    if (const User *known = m_users.object(user))
        return *known;
    const quint64 epoch = m_epoch;
    locker.unlock();

    const Result<User> found = stores.accounts.find(user);
    if (!found)
        return found;
    locker.relock();
    if (epoch == m_epoch)
        m_users.insert(user, new User(*found));
    return found;
}

void ProfileCache::forget(UserId user)
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    m_users.remove(user);
}

} // namespace linnet
