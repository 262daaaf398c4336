// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/preparedevent.h"

#include "common/core/clock.h"

namespace linnet {

PreparedEvent::Shared::Shared(const SocketEvent &source, Timestamp happened)
    : event(source)
    , at(happened)
    , socketIoMessage("42[\"" + source.name + "\"," + source.json + ']')
    , socketIoFrame(net::Frame::text(socketIoMessage))
{}

PreparedEvent::PreparedEvent(const SocketEvent &event, Timestamp at)
    : m_shared(std::make_shared<Shared>(event, at))
{}

const net::Frame &PreparedEvent::plainFrame() const
{
    std::call_once(m_shared->plainOnce, [this] {
        m_shared->plainFrame =
            net::Frame::text("{\"event\":\"" + name() + "\",\"data\":" + json() + '}');
    });
    return *m_shared->plainFrame;
}

const QByteArray &PreparedEvent::streamText() const
{
    std::call_once(m_shared->streamOnce, [this] {
        const bool isNow = m_shared->at == Timestamp{};
        const Timestamp at = isNow ? SystemClock().now() : m_shared->at;
        const QByteArray id = QByteArray::number(qint64(at.time_since_epoch().count()));
        m_shared->streamText = "id: " + id + "\nevent: " + name() + "\ndata: " + json() + "\n\n";
    });
    return m_shared->streamText;
}

} // namespace linnet
