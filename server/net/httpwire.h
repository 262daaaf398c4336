// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyreader.h"
#include "server/net/headscanner.h"
#include "server/net/httpcontext.h"
#include "server/net/httphead.h"
#include "server/net/replyslot.h"

namespace linnet::net {

struct HttpExchange;

//! \brief HTTP/1.1 on one connection: one request at a time, in order.
class HttpWire final : public Wire
{
public:
    HttpWire(Connection &connection, const HttpContext &context);
    ~HttpWire() override;

    void received(QByteArrayView bytes) override;
    void drained() override;
    void disconnected() override;
    bool peerFinished() override;
    void expired() override;
    void goingDown() override;

    //! Goes on with an upgrade that began on another thread.
    void takeOver(Move move);

    //! Answers with \p fault whatever comes, and closes.
    void refuse(const HttpFault &fault);

private:
    enum class State {
        Head, //!< Between requests, or within a head.
        Body,
        Handling, //!< The application has the request.
        Streaming, //!< The answer's source is being sent.
        Done, //!< This wire says no more.
    };

    void advance();
    bool step();
    bool takeHead();
    void begin();
    void planBody();
    void bodyTaken(BodyReader::Outcome outcome);
    void judgeBodyRate();
    void dispatch();
    void beginUpgrade();
    void upgrade();
    void open(const UpgradePlan &plan);
    void refuse(Response response);
    void refuseByItself(Response response);
    //! Refuses in the \p words of a plan, if there are any.
    void refuse(const BodyPlan::Words &words, const HttpFault &otherwise);

    void answer(Response response);
    void pump();
    void finishExchange();
    void close();

    Connection &m_connection;
    const HttpContext &m_context;
    QByteArray m_input; //!< Read, but not taken yet.
    qsizetype m_taken = 0; //!< Bytes at the front of it that are done with.
    HeadScanner m_scanner;
    std::unique_ptr<HttpExchange> m_exchange; //!< The request being received or answered.
    State m_state = State::Head;
    quint8 m_hops = 0; //!< Between threads.
    bool m_isAdvancing = false;
    bool m_hasBegun = false; //!< Part of a head is there.
    bool m_isLast = false; //!< No request after this one.
    bool m_isPeerLeaving = false;
};

} // namespace linnet::net
