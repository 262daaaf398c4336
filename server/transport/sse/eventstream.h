// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/net/outputqueue.h"

namespace linnet {

//! \brief Bytes on their way to one client: a socket writes them, its connection takes them.
//!
//! Used on one I/O thread only.
class EventStream
{
public:
    //! \return what the connection reads from. When it is destroyed, the client has gone: \p gone
    //! is told, once, unless forget() was called. To be made once; \p stream lives as long as it.
    static std::unique_ptr<net::BodySource> makeSource(std::shared_ptr<EventStream> stream,
                                                       std::function<void()> gone);

    void write(const QByteArray &bytes);
    //! Nothing is to follow.
    void finish();
    //! Tells nobody any more.
    void forget() { m_gone = {}; }

    //! \return how much the connection has not taken.
    qint64 backlog() const { return m_waiting.bytes(); }
    net::Load load() const { return m_waiting.load(); }

private:
    class Source;

    void announce();
    QByteArray take(qint64 most);

    net::OutputQueue m_waiting;
    bool m_isOver = false;
    std::function<void()> m_ready;
    std::function<void()> m_gone;
};

} // namespace linnet
