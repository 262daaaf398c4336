// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/recentevents.h"

#include "server/bus/textbytes.h"

#include <algorithm>

namespace linnet {

namespace {

//! \return whether \p payload says what is so for a moment only, or is for the server itself.
bool isPassing(const EventPayload &payload)
{
    return std::holds_alternative<TypingChanged>(payload)
        || std::holds_alternative<PresenceChanged>(payload)
        || std::holds_alternative<OnlineListChanged>(payload)
        || std::holds_alternative<ProfileChanged>(payload)
        || std::holds_alternative<SessionOpened>(payload)
        || std::holds_alternative<SessionNews>(payload)
        || std::holds_alternative<SessionRevoked>(payload);
}

bool isFor(UserId user, const Event &event)
{
    return std::find(event.audience.begin(), event.audience.end(), user) != event.audience.end();
}

} // namespace

RecentEvents::RecentEvents(EventBus &bus, const Clock &clock, Settings settings)
    : m_clock(clock)
    , m_settings(settings)
    , m_begun(clock.now())
    , m_latest(m_begun)
{
    bus.listen([this](const SharedEvent &event) {
        const std::lock_guard lock(m_mutex);
        const Timestamp now = readClock();
        if (!isPassing(event->payload) && !event->audience.empty())
            note(event, now);
    });
}

//! Where the clock was set back, times come once more that clients were told before.
Timestamp RecentEvents::readClock()
{
    const Timestamp now = m_clock.now();
    if (now < m_latest) {
        while (!m_entries.empty())
            forgetOldest();
        m_complete = std::max(m_complete, m_latest);
    }
    m_latest = now;
    return now;
}

void RecentEvents::note(const SharedEvent &event, Timestamp now)
{
    m_entries.push_back({now, event});
    m_listeners += event->audience.size();
    m_bytes += textBytesOf(event->payload);
    while (isTooMuch(now))
        forgetOldest();
}

void RecentEvents::forgetOldest()
{
    const Entry &oldest = m_entries.front();
    m_complete = std::max(m_complete, oldest.at);
    m_listeners -= oldest.event->audience.size();
    m_bytes -= textBytesOf(oldest.event->payload);
    m_entries.pop_front();
}

bool RecentEvents::isTooMuch(Timestamp now) const
{
    return !m_entries.empty()
        && (m_entries.size() > m_settings.events || m_listeners > m_settings.listeners
            || m_bytes > m_settings.bytes || now - m_entries.front().at > m_settings.longest);
}

std::optional<std::vector<RecentEvents::Entry>> RecentEvents::since(
    UserId user, Timestamp time, std::chrono::milliseconds overlap) const
{
    const Timestamp from = std::max(time - overlap, m_begun);
    std::unique_lock lock(m_mutex);
    if (time <= m_begun || from <= m_complete || time > m_clock.now())
        return std::nullopt;
    const std::vector<Entry> all(m_entries.begin(), m_entries.end());
    lock.unlock();
    std::vector<Entry> found;
    std::copy_if(
        all.begin(), all.end(), std::back_inserter(found),
        [user, from](const Entry &each) { return each.at >= from && isFor(user, *each.event); });
    return found;
}

} // namespace linnet
