// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/net/reply.h"
#include "server/net/websocket.h"

#include <functional>
#include <memory>
#include <optional>

namespace linnet::net {

class IoThread;

//! \brief What to do with a request to open a WebSocket.
struct UpgradePlan
{
    static constexpr int ThisThread = -1;

    std::optional<Response> refusal; //!< Answered instead; the connection then closes.
    QByteArray subprotocol; //!< Echoed if not empty; must be one the client offered.
    qint64 maxMessage = 1 << 20; //!< Bytes of one message; above it: 1009.
    int maxFragments = 1024; //!< Of one message; above it: 1009.
    //! What a message takes room of until it is whole; where that has none: 1013. Null: it is not
    //! counted.
    std::shared_ptr<BodyBudget> budget = {};
    //! The I/O thread that owns what the socket belongs to. The connection moves there before the
    //! handshake, and that thread's application is asked again.
    int thread = ThisThread;
};

//! \brief What a server serves; one for each I/O thread, made and used on it.
//!
//! Everything passed in has been judged by server/net: well-formed, within the limits.
class Application
{
public:
    virtual ~Application() = default;

    //! Called when a request's head is there and a body follows. \p head has no body yet.
    virtual BodyPlan planBody(const Request &head) = 0;

    virtual void handle(Request request, Reply reply) = 0;

    virtual UpgradePlan planUpgrade(const Request &request) = 0;

    //! Completes the head of a \p refusal in net's own words, which no other function here is asked
    //! for, by what all answers have in theirs. Of \p request there is what was read: perhaps
    //! nothing but who sent it.
    virtual void completeRefusal(Response & /*refusal*/, const Request & /*request*/) {}

    //! The handshake is done.
    virtual void opened(std::unique_ptr<WebSocket> socket, Request request) = 0;

    //! The server is going down: begin nothing that would outlast it, answer what sockets have
    //! asked, then tell them to come back later, and close them. \p done is to be called when that
    //! is done, within seconds: until then, requests are served, for those who poll.
    virtual void drain(std::function<void()> done) = 0;
};

using ApplicationFactory = std::function<std::unique_ptr<Application>(IoThread &)>;

} // namespace linnet::net
