// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/hub.h"

#include <utility>

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
    m_threads[size_t(thread)] = {&hub, &mailbox, {}};
}

void Hub::detach(int thread)
{
    std::unique_lock lock(m_mutex);
    const Thread before = std::exchange(m_threads[size_t(thread)], {});
    lock.unlock();
    for (const Visit &visit : before.visits) // Whoever waits is to go on.
        visit(nullptr);
}

QCoro::Task<SessionSockets> Hub::countFor(std::vector<UserId> users) const
{
    const auto located = m_directory.locate(users);
    SessionSockets all;
    for (size_t thread = 0; thread < located.size(); ++thread) {
        if (located[thread].empty())
            continue;
        const auto found = co_await ask<SessionSockets>(
            int(thread),
            [here = located[thread]](const LocalHub &hub) { return hub.socketsOf(here); });
        for (const auto &[session, sockets] : found)
            all[session] += sockets;
    }
    co_return all;
}

QCoro::Task<OpenSockets> Hub::countAll() const
{
    OpenSockets all;
    for (size_t thread = 0; thread < m_threads.size(); ++thread)
        all += co_await ask<OpenSockets>(int(thread),
                                         [](const LocalHub &hub) { return hub.sockets(); });
    co_return all;
}

template <typename Count>
Hop<Count> Hub::ask(int thread, Look<Count> look) const
{
    return Hop<Count>([this, thread, look = std::move(look)](auto &completion) {
        const bool isAsked = post(thread, [&completion, look](const LocalHub *hub) {
            completion.home().post(completion.finish(hub ? look(*hub) : Count()));
        });
        if (!isAsked)
            completion.home().post(completion.finish(Count()));
    });
}

bool Hub::post(int thread, Visit visit) const
{
    const std::lock_guard lock(m_mutex);
    Thread &wanted = m_threads[size_t(thread)];
    if (!wanted.mailbox)
        return false;
    wanted.visits.push_back(std::move(visit));
    wanted.mailbox->post([this, thread] { receive(thread); });
    return true;
}

void Hub::receive(int thread) const
{
    Thread &here = m_threads[size_t(thread)];
    std::unique_lock lock(m_mutex);
    const auto visits = std::exchange(here.visits, {});
    lock.unlock();
    for (const Visit &visit : visits)
        visit(here.hub);
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
