// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"
#include "server/transport/http/httppart.h"
#include "server/transport/http/webroot.h"

namespace linnet {

//! \brief A web client, from the server's own origin, if there is one. What the endpoint table has
//! goes before it.
class WebPart : public HttpPart
{
public:
    //! Both outlive the part.
    WebPart(const EndpointContext &context, const Live<WebRoot> &root)
        : m_context(context)
        , m_root(root)
    {}

    bool handles(QByteArrayView path) const override;
    void handle(net::Request request, net::Reply reply) override;

private:
    net::Response answer(const net::Request &request) const;

    const EndpointContext &m_context;
    const Live<WebRoot> &m_root;
};

} // namespace linnet
