// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/hop.h"
#include "server/bus/eventbus.h"
#include "server/services/socketcensus.h"
#include "server/transport/hub/localhub.h"
#include "server/transport/hub/userdirectory.h"

#include <mutex>
#include <vector>

namespace linnet {

//! \brief Hands what is published to the I/O threads that have a socket for it, in the order of
//! publication, and counts their sockets.
class Hub : public SocketCensus
{
public:
    //! \p bus outlives the hub's use of it. \param threads how many I/O threads there will be.
    Hub(EventBus &bus, int threads);

    UserDirectory &directory() { return m_directory; }

    //! From now on events go to \p hub, on its thread. Called on I/O thread \p thread.
    void attach(int thread, LocalHub &hub, Mailbox &mailbox);
    //! Called on the same thread, before the hub goes.
    void detach(int thread);

    // Awaited on an I/O thread, or on any that has a Mailbox:
    QCoro::Task<SessionSockets> countFor(std::vector<UserId> users) const override;
    QCoro::Task<OpenSockets> countAll() const override;

private:
    //! Given the hub of the thread it is called on, or null if that has none any more.
    using Visit = std::function<void(const LocalHub *)>;

    struct Thread
    {
        LocalHub *hub = nullptr; //!< Looked at on its own thread only.
        Mailbox *mailbox = nullptr;
        std::vector<Visit> visits = {}; //!< That were posted, and have not been received.
    };

    //! Looks at the hub of one thread, on that thread.
    template <typename Count>
    using Look = std::function<Count(const LocalHub &)>;

    void publish(const SharedEvent &event);
    //! \return what awaits \p look at the hub of \p thread; nothing is counted where there is none.
    template <typename Count>
    Hop<Count> ask(int thread, Look<Count> look) const;
    //! \return whether \p visit will be called on I/O thread \p thread.
    bool post(int thread, Visit visit) const;
    void receive(int thread) const;

    UserDirectory m_directory;
    mutable std::mutex m_mutex;
    mutable std::vector<Thread> m_threads;
};

} // namespace linnet
