// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/transport/sockets/preparedevent.h"

#include <map>
#include <mutex>
#include <vector>

namespace linnet {

//! \brief An event on its way to sockets: encoded once for each dialect, and origin where that
//! matters, by whichever thread gets there first. Safe from any thread.
class OutgoingEvent
{
public:
    explicit OutgoingEvent(SharedEvent event)
        : m_event(std::move(event))
        , m_conversation(conversationOf(m_event->payload))
    {}

    const Event &event() const { return *m_event; }

    //! \return whose room the event belongs to; null if to none.
    ConversationId conversation() const { return m_conversation; }

    //! \return what clients of \p dialect hear that reach this server at \p origin; valid as long
    //! as this is.
    const std::vector<PreparedEvent> &encoded(const Dialect &dialect, const QString &origin) const;

private:
    using Audience = std::pair<const Dialect *, QString>;

    const SharedEvent m_event;
    const ConversationId m_conversation;
    mutable std::mutex m_mutex;
    mutable std::map<Audience, std::vector<PreparedEvent>> m_encoded;
};

} // namespace linnet
