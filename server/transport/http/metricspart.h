// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"
#include "server/transport/http/httppart.h"

namespace linnet {

//! \brief /metrics: the node's figures, for those who may see them. Others find nothing there.
class MetricsPart : public HttpPart
{
public:
    //! All outlive the part.
    MetricsPart(const EndpointContext &context, const Metrics &metrics, const NetworkList &readers)
        : m_context(context)
        , m_metrics(metrics)
        , m_readers(readers)
    {}

    bool handles(QByteArrayView path) const override;
    void handle(net::Request request, net::Reply reply) override;

private:
    net::Response answer(const net::Request &request) const;

    const EndpointContext &m_context;
    const Metrics &m_metrics;
    const NetworkList &m_readers;
};

} // namespace linnet
