// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/hub.h"

namespace linnet {

Hub::Hub(EventBus &bus, int threads)
    : m_directory(threads)
    , m_threads(static_cast<size_t>(threads))
{
    bus.listen([this](const SharedEvent &event) { publish(event); });
}

void Hub::attach(int thread, LocalHub &hub, Mailbox &mailbox)
{
    const std::lock_guard lock(m_mutex);
    m_threads[size_t(thread)] = {&hub, &mailbox};
}

void Hub::detach(int thread)
{
    const std::lock_guard lock(m_mutex);
    m_threads[size_t(thread)] = {};
}

void Hub::publish(const SharedEvent &event)
{
    auto audience = m_directory.locate(event->audience);
    auto onlookers = m_directory.locate(event->onlookers);
    std::shared_ptr<OutgoingEvent> outgoing;
    const std::lock_guard lock(m_mutex);
    for (size_t thread = 0; thread < audience.size(); ++thread) {
        Mailbox *const mailbox = m_threads[thread].mailbox;
        const bool concernsNobody = audience[thread].empty() && onlookers[thread].empty();
        if (concernsNobody || !mailbox)
            continue;
        if (!outgoing)
            outgoing = std::make_shared<OutgoingEvent>(event);
        mailbox->post([this, thread, outgoing, users = std::move(audience[thread]),
                       others = std::move(onlookers[thread])] {
            LocalHub *const hub = m_threads[thread].hub;
            if (!hub)
                return;
            hub->deliver(*outgoing, users);
            hub->deliverToRoom(*outgoing, others);
        });
    }
}

} // namespace linnet
