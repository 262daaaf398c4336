// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "server/bus/eventbus.h"
#include "server/transport/hub/localhub.h"
#include "server/transport/hub/userdirectory.h"

#include <mutex>
#include <vector>

namespace linnet {

//! \brief Hands what is published to the I/O threads that have a socket for it, in the order of
//! publication.
class Hub
{
public:
    //! \p bus outlives the hub's use of it. \param threads how many I/O threads there will be.
    Hub(EventBus &bus, int threads);

    UserDirectory &directory() { return m_directory; }

    //! From now on events go to \p hub, on its thread. Called on I/O thread \p thread.
    void attach(int thread, LocalHub &hub, Mailbox &mailbox);
    //! Called on the same thread, before the hub goes.
    void detach(int thread);

private:
    struct Thread
    {
        LocalHub *hub = nullptr; //!< Looked at on its own thread only.
        Mailbox *mailbox = nullptr;
    };

    void publish(const SharedEvent &event);

    UserDirectory m_directory;
    std::mutex m_mutex;
    std::vector<Thread> m_threads;
};

} // namespace linnet
