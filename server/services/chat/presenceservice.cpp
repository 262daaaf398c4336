// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"

#include "server/bus/eventbus.h"
#include "server/services/identity/lastseen.h"
#include "server/storage/database.h"

#include <QLoggingCategory>

#include <exception>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.presence")

} // namespace

PresenceService::PresenceService(ChatContext context, LastSeen &lastSeen)
    : m_context(context)
    , m_lastSeen(lastSeen)
{
    m_context.bus.listen([this](const SharedEvent &event) { heard(event->payload); });
}

QCoro::Task<> PresenceService::connected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, 1))
        co_await announce(user);
}

QCoro::Task<> PresenceService::disconnected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, -1))
        co_await announce(user);
}

bool PresenceService::isOnline(UserId user) const
{
    QMutexLocker locker(&m_mutex);
    const auto found = m_present.find(user);
    return found != m_present.end() && found->second.sockets > 0;
}

//! \return whether the caller is to announce what changed.
bool PresenceService::count(UserId user, int sockets)
{
    QMutexLocker locker(&m_mutex);
    Presence &presence = m_present[user];
    presence.sockets += sockets;
    const bool isOnline = presence.sockets > 0;
    if (presence.isBusy || presence.isAnnounced == isOnline)
        return false;
    presence.isBusy = true;
    return true;
}

//! Looking up the company takes a while, in which more sockets may come and go. One announcer for
//! each user keeps the order, and says only what is still true.
QCoro::Task<> PresenceService::announce(UserId user)
{
    bool isSettled = false;
    while (!isSettled) {
        const quint64 since = epoch();
        const auto company = co_await m_context.database.read(
            [user](Stores &stores) { return stores.members.listCompany(user); });
        const bool isTold = publish(user, company ? *company : Company(), since);
        isSettled = isTold && settle(user);
    }
}

//! \return false if \p company, found at \p since, may not be those any more who may know.
bool PresenceService::publish(UserId user, const Company &company, quint64 since)
{
    // Published under the lock, as by retell(): what is told last is what is true.
    QMutexLocker locker(&m_mutex);
    if (since != m_epoch)
        return false;
    Presence &presence = m_present[user];
    const bool isOnline = presence.sockets > 0;
    if (isOnline == presence.isAnnounced)
        return true;
    presence.isAnnounced = isOnline;
    std::vector<UserId> audience;
    for (const Companion &each : company) {
        if (each.isSeen)
            audience.push_back(each.user);
    }
    tell(user, isOnline, std::move(audience));
    return true;
}

//! \return false if it changed again in the meantime.
bool PresenceService::settle(UserId user)
{
    QMutexLocker locker(&m_mutex);
    Presence &presence = m_present[user];
    const bool isOnline = presence.sockets > 0;
    if (isOnline != presence.isAnnounced)
        return false;
    presence.isBusy = false;
    if (!isOnline)
        m_present.erase(user);
    return true;
}

void PresenceService::heard(const EventPayload &payload)
{
    if (const auto *privacy = std::get_if<PrivacyChanged>(&payload)) {
        if (privacy->before.lastSeen != privacy->now.lastSeen)
            later(privacy->user, {});
    } else if (const auto *changed = std::get_if<FriendshipChanged>(&payload)) {
        const FriendshipState state = changed->friendship.state;
        if (state == FriendshipState::Accepted || state == FriendshipState::Removed)
            later(changed->friendship.from, changed->friendship.to);
    } else if (const auto *block = std::get_if<BlockChanged>(&payload)) {
        if (block->isBlocked)
            part(*block);
        else
            later(block->blocker, block->blocked);
    }
}

//! What the two know of each other ends: nobody stays "online" for ever. Who was told nothing hears
//! nothing now, either, because that would tell of the block.
void PresenceService::part(const BlockChanged &block)
{
    QMutexLocker locker(&m_mutex);
    ++m_epoch;
    if (!block.sawEachOther)
        return;
    if (isAnnounced(block.blocker))
        conceal(block.blocker, {block.blocked});
    if (isAnnounced(block.blocked))
        conceal(block.blocked, {block.blocker});
}

//! On this object's own thread, because whoever publishes may have no event loop.
//! \param other with whom alone it has changed; null: with anybody.
void PresenceService::later(UserId user, UserId other)
{
    {
        QMutexLocker locker(&m_mutex);
        ++m_epoch;
    }
    QMetaObject::invokeMethod(
        this, [this, user, other] { revise(user, other); }, Qt::QueuedConnection);
}

QCoro::Task<> PresenceService::revise(UserId user, UserId other)
{
    try {
        bool isTold = false;
        while (!isTold) {
            const quint64 since = epoch();
            auto company = co_await m_context.database.read(
                [user](Stores &stores) { return stores.members.listCompany(user); });
            if (!company)
                co_return;
            if (!other.isNull())
                std::erase_if(*company,
                              [other](const Companion &each) { return each.user != other; });
            isTold = retell(user, *company, since);
        }
    } catch (const std::exception &exception) {
        qCWarning(log) << "who may know who is there could not be read:" << exception.what();
    }
}

//! Tells \p user and each of \p company how the other looks to them now. \return as publish().
bool PresenceService::retell(UserId user, const Company &company, quint64 since)
{
    QMutexLocker locker(&m_mutex);
    if (since != m_epoch)
        return false;
    std::vector<UserId> seeing;
    std::vector<UserId> blind;
    for (const Companion &each : company) {
        (each.isSeen ? seeing : blind).push_back(each.user);
        if (!isAnnounced(each.user))
            continue;
        if (each.isSeen)
            tell(each.user, true, {user});
        else
            conceal(each.user, {user});
    }
    if (isAnnounced(user) && !seeing.empty())
        tell(user, true, std::move(seeing));
    if (!blind.empty())
        conceal(user, std::move(blind));
    return true;
}

void PresenceService::tell(UserId user, bool isOnline, std::vector<UserId> audience)
{
    m_context.bus.publish(
        {PresenceChanged{user, isOnline, m_context.clock.now()}, std::move(audience), {}});
}

void PresenceService::conceal(UserId user, std::vector<UserId> audience)
{
    m_context.bus.publish({PresenceChanged{user, false, {}}, std::move(audience), {}});
}

bool PresenceService::isAnnounced(UserId user) const
{
    const auto found = m_present.find(user);
    return found != m_present.end() && found->second.isAnnounced;
}

quint64 PresenceService::epoch() const
{
    QMutexLocker locker(&m_mutex);
    return m_epoch;
}

} // namespace linnet
