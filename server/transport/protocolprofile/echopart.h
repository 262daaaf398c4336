// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/httppart.h"

namespace linnet {

//! \brief Paths that show what arrived: "/", "/echo", "/cookie" and "/json". Takes every path.
class EchoPart : public HttpPart
{
public:
    bool handles(QByteArrayView) const override { return true; }
    net::BodyPlan planBody(const net::Request &head) override;
    void handle(net::Request request, net::Reply reply) override;
};

} // namespace linnet
