// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"

#include "server/bus/eventbus.h"
#include "server/services/identity/lastseen.h"
#include "server/storage/database.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>
#include <utility>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.presence")

} // namespace

PresenceService::PresenceService(ChatContext context, LastSeen &lastSeen)
    : m_context(context)
    , m_lastSeen(lastSeen)
{
    m_context.bus.listen([this](const SharedEvent &event) { heard(event->payload); });
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] { announcePutOff(); });
}

QCoro::Task<> PresenceService::connected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, 1))
        std::ignore = co_await announce(user);
}

QCoro::Task<> PresenceService::disconnected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, -1))
        std::ignore = co_await announce(user);
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
//! \return false if it was put off.
QCoro::Task<bool> PresenceService::announce(UserId user)
{
    bool isSettled = false;
    while (!isSettled) {
        const quint64 since = epoch();
        const auto company = co_await m_context.database.read(
            [user](Stores &stores) { return stores.members.listCompany(user); });
        if (!company) {
            putOff(user, company.error());
            co_return false;
        }
        const bool isTold = publish(user, *company, since);
        isSettled = isTold && settle(user);
    }
    co_return true;
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

//! Whoever comes or goes meanwhile is announced as ever.
void PresenceService::putOff(UserId user, const Error &error)
{
    {
        QMutexLocker locker(&m_mutex);
        Presence &presence = m_present[user];
        presence.isBusy = false;
        if (std::exchange(presence.isPutOff, true))
            return;
        m_putOff.push_back(user);
        if (m_putOff.size() > 1)
            return;
    }
    qCWarning(log) << "who is to know who is there could not be read:" << error.message
                   << error.detail;
    QMetaObject::invokeMethod(this, &PresenceService::waitToAnnounce, Qt::QueuedConnection);
}

//! \return somebody of whom there is still something to tell, and whom nobody else announces; null:
//! there is nobody.
UserId PresenceService::takePutOff()
{
    QMutexLocker locker(&m_mutex);
    while (!m_putOff.empty()) {
        const UserId user = m_putOff.front();
        m_putOff.pop_front();
        const auto found = m_present.find(user);
        if (found == m_present.end())
            continue;
        Presence &presence = found->second;
        presence.isPutOff = false;
        const bool isOnline = presence.sockets > 0;
        if (!presence.isBusy && isOnline != presence.isAnnounced) {
            presence.isBusy = true;
            return user;
        }
        if (!presence.isBusy && !isOnline)
            m_present.erase(found);
    }
    return {};
}

void PresenceService::waitToAnnounce()
{
    if (!m_isAnnouncing && !m_later.isActive())
        m_later.start(m_pause);
}

//! One after the other, and no more after one who is put off again: many at once may be what there
//! was no room for.
QCoro::Task<> PresenceService::announcePutOff()
{
    m_isAnnouncing = true;
    bool isDone = false;
    try {
        isDone = co_await announceAllPutOff();
    } catch (const std::exception &exception) {
        qCWarning(log) << "who is there could not be told:" << exception.what();
    }
    m_isAnnouncing = false;
    m_pause = isDone ? LeastPause : std::min(2 * m_pause, MostPause);
    if (!isDone)
        waitToAnnounce();
}

//! \return false if somebody is still, or again, put off.
QCoro::Task<bool> PresenceService::announceAllPutOff()
{
    for (UserId user = takePutOff(); !user.isNull(); user = takePutOff()) {
        const bool isTold = co_await announce(user);
        if (!isTold)
            co_return false;
    }
    co_return true;
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
        const auto told = co_await retellAll(user, other);
        if (!told)
            reviseLater(user, other, told.error());
    } catch (const std::exception &exception) {
        qCWarning(log) << "who may know who is there could not be read:" << exception.what();
    }
}

//! Over again, if who may know changes while it is read.
QCoro::Task<Result<>> PresenceService::retellAll(UserId user, UserId other)
{
    bool isTold = false;
    while (!isTold) {
        const quint64 since = epoch();
        auto company = co_await m_context.database.read(
            [user](Stores &stores) { return stores.members.listCompany(user); });
        if (!company)
            co_return company.error();
        if (!other.isNull())
            std::erase_if(*company, [other](const Companion &each) { return each.user != other; });
        isTold = retell(user, *company, since);
    }
    co_return Result<>();
}

//! Until it can be read, who may not know any more goes on seeing what was hidden from them.
void PresenceService::reviseLater(UserId user, UserId other, const Error &error)
{
    qCWarning(log) << "who may know who is there could not be read:" << error.message
                   << error.detail;
    QTimer::singleShot(LeastPause, this, [this, user, other] { revise(user, other); });
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
