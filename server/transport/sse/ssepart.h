// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/httppart.h"
#include "server/transport/sse/ssesocket.h"

#include <map>

namespace linnet {

//! \brief Server-sent events: clients of some families hear of notifications by an EventSource.
class SsePart : public HttpPart
{
public:
    SsePart(SseSettings settings, std::shared_ptr<DeadlineQueue> deadlines);
    ~SsePart() override;

    bool handles(QByteArrayView path) const override;
    void handle(net::Request request, net::Reply reply) override;
    void drain(Farewell &farewell) override;

private:
    const SseSettings m_settings;
    const std::shared_ptr<DeadlineQueue> m_deadlines;
    std::map<const SseSocket *, std::shared_ptr<SseSocket>> m_sockets;
    bool m_isGoingDown = false;
};

} // namespace linnet
