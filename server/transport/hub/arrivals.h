// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/hub/socketobserver.h"

#include <QTimer>

#include <unordered_map>

namespace linnet {

//! \brief Gathers which messages got to whom, and tells the observer once for each turn of the
//! event loop and conversation. Used on one I/O thread only.
class Arrivals
{
public:
    //! \p observer outlives it.
    explicit Arrivals(SocketObserver &observer);

    void add(ConversationId conversation, const Arrival &arrival);

private:
    using Users = std::unordered_map<UserId, Arrival>;

    void tell();

    SocketObserver &m_observer;
    QTimer m_turn;
    std::unordered_map<ConversationId, Users> m_gathered;
};

} // namespace linnet
