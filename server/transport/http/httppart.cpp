// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httppart.h"

namespace linnet {

net::BodyPlan HttpPart::planBody(const net::Request &)
{
    return {};
}

net::UpgradePlan HttpPart::planUpgrade(const net::Request &)
{
    net::Response refusal;
    refusal.status = 404;
    refusal.headers.add("content-type", "application/json");
    refusal.body = R"({"error":"not_found","message":"There is no WebSocket here."})";
    net::UpgradePlan plan;
    plan.refusal = std::move(refusal);
    return plan;
}

void HttpPart::opened(std::unique_ptr<net::WebSocket> socket, net::Request)
{
    constexpr quint16 policyViolation = 1008;
    socket->close(policyViolation);
}

void HttpPart::drain(Farewell &) {}

} // namespace linnet
