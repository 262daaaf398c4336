// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"

namespace linnet {

void InProcessBus::publish(Event event)
{
    const auto shared = std::make_shared<const Event>(std::move(event));
    for (const Listener &listener : m_listeners)
        listener(shared);
}

void InProcessBus::listen(Listener listener)
{
    m_listeners.push_back(std::move(listener));
}

} // namespace linnet
