// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/recentcallers.h"

#include "server/bus/eventbus.h"
#include "server/services/identity/revokedsessions.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr size_t MostCallsOfAUser = 8;

} // namespace

RecentCallers::RecentCallers(Surroundings surroundings, Settings settings)
    : m_surroundings(std::move(surroundings))
    , m_settings(std::move(settings))
    , m_calls(m_settings->mostUsers)
{
    m_surroundings.bus.listen([this](const SharedEvent &event) {
        if (const auto *revoked = std::get_if<SessionRevoked>(&event->payload))
            forget(revoked->user, revoked->session);
    });
}

void RecentCallers::note(const QHostAddress &address, const Identity &identity)
{
    if (m_settings->trust != Trust::Recent || !m_settings->dialects.contains(identity.dialect))
        return;
    const Timestamp now = m_surroundings.clock.now();
    QMutexLocker locker(&m_mutex);
    Calls *calls = m_calls.object(identity.user);
    if (!calls) {
        m_calls.insert(identity.user, new Calls{{address, identity, now}});
        return;
    }
    std::erase_if(*calls, [&](const Call &each) {
        return each.address == address && each.identity.session == identity.session;
    });
    calls->insert(calls->begin(), {address, identity, now});
    calls->resize(std::min(calls->size(), MostCallsOfAUser));
}

QCoro::Task<std::optional<Identity>> RecentCallers::find(UserId user, QHostAddress address)
{
    if (m_settings->trust == Trust::Nothing)
        co_return std::nullopt;
    if (auto known = recall(user, address))
        co_return known;
    const auto sessions = co_await m_surroundings.sessions(user);
    if (!sessions)
        co_return std::nullopt;
    for (const Session &session : *sessions) {
        if (isEnough(session, address))
            co_return Identity{.user = user,
                               .session = session.id,
                               .device = session.device,
                               .phone = {},
                               .dialect = session.dialect};
    }
    co_return std::nullopt;
}

bool RecentCallers::isLive(const Identity &identity) const
{
    return !m_surroundings.revoked.contains(identity.session);
}

std::optional<Identity> RecentCallers::recall(UserId user, const QHostAddress &address)
{
    QMutexLocker locker(&m_mutex);
    const Calls *calls = m_calls.object(user);
    if (!calls)
        return std::nullopt;
    const auto call = std::find_if(calls->begin(), calls->end(), [&](const Call &each) {
        return each.address == address && isRecent(each.at) && isLive(each.identity);
    });
    return call == calls->end() ? std::nullopt : std::optional(call->identity);
}

bool RecentCallers::isEnough(const Session &session, const QHostAddress &address) const
{
    if (!m_settings->dialects.contains(session.dialect))
        return false;
    if (m_settings->trust == Trust::Anything)
        return true;
    return session.address == address.toString() && isRecent(session.lastSeenAt);
}

//! What has yet to come was before the clock was set back, nobody knows for how long.
bool RecentCallers::isRecent(Timestamp time) const
{
    const Timestamp now = m_surroundings.clock.now();
    return time <= now && time >= now - m_settings->window;
}

void RecentCallers::forget(UserId user, SessionId session)
{
    QMutexLocker locker(&m_mutex);
    if (Calls *calls = m_calls.object(user))
        std::erase_if(*calls,
                      [session](const Call &each) { return each.identity.session == session; });
}

} // namespace linnet
