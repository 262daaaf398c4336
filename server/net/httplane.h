// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/net/reply.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace linnet::net {

class AdapterSocket;
class HttpFront;

//! \brief Brings requests through QAbstractHttpServer to their target; one for each I/O thread.
//!
//! Qt reads a canonical copy: method, target and body. All else is kept for the target, and the
//! answer goes past Qt, through the Reply.
class HttpLane
{
public:
    using Target = std::function<void(Request, Reply)>;

    explicit HttpLane(Target target);
    ~HttpLane();

    //! Calls the target before it returns. May be called by the target.
    void dispatch(Request request, Reply reply);

private:
    void renewAdapter();

    Target m_target;
    std::unique_ptr<HttpFront> m_front;
    QPointer<AdapterSocket> m_adapter;
    QByteArray m_body; //!< Of the request that Qt has just read.
    bool m_isTaken = false; //!< Qt has read the request that was fed.
};

} // namespace linnet::net
