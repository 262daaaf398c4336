// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/gate/dispatcher.h"
#include "server/transport/http/httppart.h"
#include "server/transport/http/uploadsink.h"

namespace linnet {

//! \brief What serving endpoints over HTTP takes; one for all I/O threads, and outliving them.
struct EndpointContext
{
    //! Runs work on a thread where it may take its time. \return false if there is no room: then
    //! the work was not taken.
    using Offload = std::function<bool(std::function<void()>)>;

    const EndpointTable &table;
    const Dialect &fallback; //!< Shapes the errors of paths that nobody serves.
    Gate &gate;
    Dispatcher &dispatcher;
    NetworkList proxies = {}; //!< Whose X-Forwarded-For is believed.
    Offload offload = {};
    UploadSettings uploads = {};
    qint64 mostJson = 1 << 20; //!< Bytes of a body that is no upload.
};

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
    net::BodyPlan planUpload(const EndpointRow &row, const net::Request &head) const;
    net::Response withoutRow(const net::Request &request, const std::vector<Method> &allowed) const;
    Result<Call> makeCall(const EndpointTable::Route &route, const net::Request &request,
                          const UploadSink *upload) const;
    Result<Caller> recognise(const EndpointRow &row, const net::Request &request) const;

    const EndpointContext &m_context;
};

} // namespace linnet
