// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/load.h"
#include "server/net/wire.h"

namespace linnet::net {

//! \brief A way out that remembers what was asked of it.
class FakeOutlet : public Outlet
{
public:
    bool isOpen() const override { return !isClosing && !isAborted; }
    void write(const QByteArray &bytes) override { written += bytes; }
    bool makeRoom(qint64 bytes, qint64 most) override
    {
        return Load{written.size(), written.size()}.hasRoomFor(bytes, most);
    }
    qint64 backlog() const override { return written.size(); }
    void closeWhenSent() override { isClosing = true; }
    void abort() override { isAborted = true; }
    const Peer &peer() const override { return from; }

    QByteArray take() { return std::exchange(written, {}); }

    QByteArray written;
    bool isClosing = false;
    bool isAborted = false;
    Peer from;
};

} // namespace linnet::net
