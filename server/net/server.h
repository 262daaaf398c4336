// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "common/core/result.h"
#include "server/net/application.h"
#include "server/net/settings.h"

#include <QObject>

namespace linnet::net {

//! \brief Listens, and hands each connection to one of the I/O threads for life.
//!
//! Lives on the main thread.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(ServerSettings settings, ApplicationFactory factory);
    //! Stops the threads; what is still open is dropped.
    ~Server() override;

    //! Binds every listener and starts the threads. \return what could not be bound, by name.
    Result<> start();

    //! \return the port of listener \p index, once started; 0 of a Unix socket.
    quint16 port(int index = 0) const;

    //! Takes over \p settings' limits and certificates for new connections. Addresses cannot
    //! change.
    Result<> reload(const ServerSettings &settings);

    //! Lets the applications drain(), stops accepting and finishes what is in flight; drained()
    //! follows when nothing is left or \p most has passed.
    void drain(std::chrono::milliseconds most);

    //! \return how many connections are open. Safe from any thread.
    int connectionCount() const;

    //! \return the mailbox of I/O thread \p index.
    Mailbox &mailboxOf(int index);
    int threadCount() const;

signals:
    void drained();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace linnet::net
