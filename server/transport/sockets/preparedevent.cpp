// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/preparedevent.h"

#include <QDateTime>

namespace linnet {

PreparedEvent::Shared::Shared(const SocketEvent &source)
    : event(source)
    , socketIoMessage("42[\"" + source.name + "\"," + source.json + ']')
    , socketIoFrame(net::Frame::text(socketIoMessage))
{}

PreparedEvent::PreparedEvent(const SocketEvent &event)
    : m_shared(std::make_shared<Shared>(event))
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
        const QByteArray id = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
        m_shared->streamText = "id: " + id + "\nevent: " + name() + "\ndata: " + json() + "\n\n";
    });
    return m_shared->streamText;
}

} // namespace linnet
