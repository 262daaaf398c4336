// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/preparedevent.h"

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

} // namespace linnet
