// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/answerwriter.h"
#include "server/transport/http/requestbody.h"

namespace linnet {

//! \brief One request to an endpoint, from its head to its answer. Keeps itself until that is sent.
class EndpointExchange : public std::enable_shared_from_this<EndpointExchange>
{
public:
    //! \p route has a row. \p context outlives the exchange.
    EndpointExchange(const EndpointContext &context, EndpointTable::Route route,
                     net::Request request, net::Reply reply);

    //! Once.
    void start();

private:
    const Endpoint &endpoint() const { return m_route.row->endpoint; }
    bool isLong() const;
    void readElsewhere();
    Result<RequestBody> read() const;
    void go(Result<RequestBody> body);
    Call makeCall(Caller caller, const RequestBody &body) const;
    void refuse(const Error &error);

    const EndpointContext &m_context;
    const EndpointTable::Route m_route;
    net::Request m_request;
    AnswerWriter m_writer;
    const bool m_isAdmitted;
    Caller m_caller;
};

} // namespace linnet
