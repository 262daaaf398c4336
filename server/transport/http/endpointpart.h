// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"
#include "server/transport/http/httppart.h"

namespace linnet {

//! \brief Everything in the endpoint table, over HTTP. Takes any path.
class EndpointPart : public HttpPart
{
public:
    explicit EndpointPart(const EndpointContext &context)
        : m_context(context)
    {}

    bool handles(QByteArrayView path) const override;
    net::BodyPlan planBody(const net::Request &head) override;
    void handle(net::Request request, net::Reply reply) override;

private:
    net::BodyPlan planJson(const EndpointRow &row, const net::Request &head) const;
    net::BodyPlan planFile(const EndpointRow &row, const net::Request &head) const;
    net::Response withoutRow(const net::Request &request, const EndpointTable::Route &route) const;

    const EndpointContext &m_context;
};

} // namespace linnet
