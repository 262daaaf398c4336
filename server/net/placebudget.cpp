// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/placebudget.h"

namespace linnet::net {

namespace {

constexpr qint64 Shares = 4;

} // namespace

bool PlaceBudget::take(const QByteArray &place, qint64 bytes, qint64 held)
{
    if (bytes == 0)
        return true;
    const QMutexLocker lock(&m_mutex);
    const qint64 own = m_byPlace.value(place);
    const bool isShareFull = !place.isEmpty() && own > held && own + bytes > m_most / Shares;
    if (isShareFull || m_taken + bytes > m_most)
        return false;
    m_taken += bytes;
    m_byPlace[place] = own + bytes;
    return true;
}

void PlaceBudget::giveBack(const QByteArray &place, qint64 bytes)
{
    if (bytes == 0)
        return;
    const QMutexLocker lock(&m_mutex);
    m_taken -= bytes;
    const auto own = m_byPlace.find(place);
    *own -= bytes;
    if (*own == 0)
        m_byPlace.erase(own);
}

} // namespace linnet::net
