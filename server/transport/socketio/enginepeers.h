// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/connectionbudget.h"
#include "server/net/iothread.h"

#include <QMutex>

#include <functional>
#include <vector>

namespace linnet::socketio {

class Engine;

//! \brief The engines of one endpoint, one for each I/O thread, and the way from one to another.
//!
//! Shared by all of them. Safe from any thread.
class EnginePeers
{
public:
    using Work = std::function<void(Engine &)>;

    void join(net::IoThread &thread, Engine &engine);
    void leave(net::IoThread &thread);

    //! Runs \p work on thread \p owner with its engine: at once if \p here is that thread, else
    //! later. Nothing happens if there is no such thread, or its engine has gone.
    void run(net::IoThread &here, int owner, Work work);

    //! \return what counts those whom nobody has let in yet, of all threads.
    net::ConnectionBudget &newcomers() { return *m_newcomers; }

private:
    Engine *engineOf(int index);

    QMutex m_mutex;
    std::vector<Engine *> m_engines;
    const std::shared_ptr<net::ConnectionBudget> m_newcomers =
        std::make_shared<net::ConnectionBudget>();
};

} // namespace linnet::socketio
