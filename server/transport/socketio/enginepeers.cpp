// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepeers.h"

namespace linnet::socketio {

void EnginePeers::join(net::IoThread &thread, Engine &engine)
{
    const QMutexLocker lock(&m_mutex);
    m_engines.resize(size_t(thread.count()), nullptr);
    m_engines[size_t(thread.index())] = &engine;
}

void EnginePeers::leave(net::IoThread &thread)
{
    const QMutexLocker lock(&m_mutex);
    m_engines[size_t(thread.index())] = nullptr;
}

void EnginePeers::run(net::IoThread &here, int owner, Work work)
{
    if (owner < 0 || owner >= here.count())
        return;
    const auto runOnOwner = [this, owner, work = std::move(work)] {
        if (Engine *const engine = engineOf(owner))
            work(*engine);
    };
    if (owner == here.index())
        runOnOwner();
    else
        here.mailboxOf(owner).post(runOnOwner);
}

Engine *EnginePeers::engineOf(int index)
{
    const QMutexLocker lock(&m_mutex);
    return size_t(index) < m_engines.size() ? m_engines[size_t(index)] : nullptr;
}

} // namespace linnet::socketio
