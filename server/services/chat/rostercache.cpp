// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/rostercache.h"

namespace linnet {

RosterCache::RosterCache(int mostMembers)
    : m_rosters(mostMembers)
{}

void RosterCache::forget(ConversationId conversation)
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    m_rosters.remove(conversation);
}

void RosterCache::clear()
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    m_rosters.clear();
}

//! A conversation that nobody is in has an empty roster, and so has one that does not exist.
Result<std::unique_ptr<Roster>> RosterCache::load(ConversationId conversation, Stores &stores)
{
    const auto members = stores.members.list(conversation);
    if (!members)
        return members.error();
    RosterTraits traits;
    if (!members->empty()) {
        const auto found = stores.conversations.locate(conversation);
        if (!found)
            return found.error();
        traits = {found->kind == ConversationKind::Direct, found->isClosed, found->title};
    }
    return std::make_unique<Roster>(*members, std::move(traits));
}

quint64 RosterCache::currentEpoch() const
{
    QMutexLocker locker(&m_mutex);
    return m_epoch;
}

void RosterCache::keep(ConversationId conversation, std::unique_ptr<Roster> roster, quint64 epoch)
{
    // A conversation that does not exist yet may come to be: its emptiness is not worth keeping.
    if (roster->users()->empty())
        return;
    QMutexLocker locker(&m_mutex);
    if (epoch != m_epoch)
        return;
    const auto cost = qsizetype(roster->users()->size()) + 1;
    m_rosters.insert(conversation, roster.release(), cost);
}

} // namespace linnet
