// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/bus/eventbus.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace linnet {

//! \brief What happened a moment ago, for clients whose connection broke: a short memory, without
//! what nobody asks for later, such as who was typing. Safe from any thread.
class RecentEvents
{
public:
    struct Settings
    {
        std::chrono::seconds longest{120}; //!< An event is remembered, at most.
        size_t events = 10'000; //!< At once, at most.
        size_t listeners = 1'000'000; //!< In the audiences of all of them together, at most.
        qint64 bytes = 32 << 20; //!< Of the texts in all of them together, at most.
    };

    //! \brief Something that happened, and when.
    struct Entry
    {
        Timestamp at{};
        SharedEvent event;
    };

    //! Listens from now on; what listens to \p bus before it may be told of an event that is not
    //! remembered yet. \p clock outlives the memory.
    RecentEvents(EventBus &bus, const Clock &clock, Settings settings);

    //! \return all that was for \p user since they were told something that happened at \p time, in
    //! order, and what happened within \p overlap before it once more; nothing if that is longer
    //! ago than the memory reaches, has yet to come, or may have been before the clock was set
    //! back. Who was told something since the memory began misses nothing of before.
    std::optional<std::vector<Entry>> since(UserId user, Timestamp time,
                                            std::chrono::milliseconds overlap = {}) const;

private:
    Timestamp readClock();
    void note(const SharedEvent &event, Timestamp now);
    bool isTooMuch(Timestamp now) const;
    void forgetOldest();

    const Clock &m_clock;
    const Settings m_settings;
    const Timestamp m_begun;
    mutable std::mutex m_mutex;
    Timestamp m_latest; //!< When something happened last, whether or not it is remembered.
    std::deque<Entry> m_entries; //!< In the order of what happened.
    size_t m_listeners = 0;
    qint64 m_bytes = 0; //!< A text that several events share counts for each.
    Timestamp m_complete{}; //!< Nothing that is kept and happened after it was forgotten.
};

} // namespace linnet
