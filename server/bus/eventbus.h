// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"

#include <functional>

namespace linnet {

//! \brief Where services say what happened, and transports hear it. Safe from any thread.
class EventBus
{
public:
    using Listener = std::function<void(const SharedEvent &)>;

    virtual ~EventBus() = default;

    //! Listeners run on the publishing thread and return at once: they hand the event on.
    virtual void publish(Event event) = 0;

    //! Not to be called once events are published: the list of listeners is then fixed.
    virtual void listen(Listener listener) = 0;
};

} // namespace linnet
