// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/eventbus.h"

#include <vector>

namespace linnet {

//! \brief The bus of a single node.
class InProcessBus : public EventBus
{
public:
    void publish(Event event) override;
    void listen(Listener listener) override;

private:
    std::vector<Listener> m_listeners;
};

} // namespace linnet
