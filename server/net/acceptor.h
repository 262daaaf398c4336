// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/listener.h"
#include "server/net/message.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <vector>

namespace linnet::net {

//! \brief Accepts what comes in at one listener, in batches.
class Acceptor : public QObject
{
    Q_OBJECT

public:
    //! \brief A new connection; whoever gets it owns the descriptor.
    struct Accepted
    {
        int descriptor;
        Peer peer;
    };
    using Taker = std::function<void(std::vector<Accepted>)>;

    //! \p index is the listener's, for Peer.
    Acceptor(Listener listener, int index, Taker take);

    quint16 port() const { return m_listener.port(); }

private:
    void acceptBatch();
    //! \return false if there is nothing more to accept now.
    bool acceptOne(std::vector<Accepted> &batch);
    void rest();

    Listener m_listener;
    int m_index;
    Taker m_take;
    QSocketNotifier m_notifier;
};

} // namespace linnet::net
