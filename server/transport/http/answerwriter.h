// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/net/reply.h"
#include "server/transport/http/endpointcontext.h"

namespace linnet {

//! \brief Turns what a handler answers into a response, and sends it.
//!
//! Remembers of the request what decides the form: its row, method, conditions and codings.
class AnswerWriter
{
public:
    AnswerWriter(const EndpointContext &context, const EndpointRow &row,
                 const net::Request &request, net::Reply reply);

    //! Once.
    void write(const Result<Answer> &outcome);

private:
    net::Response toResponse(const Result<Answer> &outcome) const;
    net::Response toResponse(const Error &error) const;
    net::Response toResponse(const Answer &answer) const;
    net::Response refuse(const Error &error) const;
    void tag(net::Response &response) const;
    void send(net::Response response);

    const EndpointContext &m_context;
    const EndpointRow &m_row;
    const Dialect &m_words; //!< Of errors.
    const QByteArray m_method;
    const net::Headers m_headers;
    const bool m_cameSecurely;
    net::Reply m_reply;
};

} // namespace linnet
