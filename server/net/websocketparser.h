// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/protocol/utf8validator.h"
#include "server/net/websocketframe.h"

#include <array>
#include <optional>

namespace linnet::net {

//! \brief One whole message or control frame of a client, judged and unmasked.
struct WebSocketUnit
{
    Opcode opcode = Opcode::Text; //!< Never Continuation.
    QByteArray payload; //!< Without the code if it is a close frame.
    quint16 closeCode = CloseCode::NoStatus; //!< Of a close frame.
};

//! \brief Makes whole messages of a client's bytes, by the letter of RFC 6455.
//!
//! Bytes only, no I/O. It keeps what has arrived of the present message and never more than
//! \c maxMessage: a length that is only announced costs nothing.
class WebSocketParser
{
public:
    WebSocketParser(qint64 maxMessage, int maxFragments)
        : m_maxMessage(maxMessage)
        , m_maxFragments(maxFragments)
    {}

    //! Takes from the front of \p input until a unit is whole.
    //! \return none if the input is used up, or broke a rule: see violation().
    std::optional<WebSocketUnit> next(QByteArrayView &input);

    //! \return the close code to end the connection with; zero while all is well. After a violation
    //! or a close frame, input is ignored.
    quint16 violation() const { return m_violation; }

    //! \return bytes kept of a message that is not whole yet.
    qint64 unfinished() const { return m_message.size(); }

private:
    enum class State { Head, Payload, Ended };

    struct FrameHead
    {
        Opcode opcode = Opcode::Continuation;
        bool isFinal = false;
        quint64 remaining = 0; //!< Payload bytes that have not arrived.
        std::array<uchar, 4> key = {};
    };

    bool isControl() const { return uchar(m_frame.opcode) >= uchar(Opcode::Close); }
    void takeHead(QByteArrayView &input);
    void judgeStart();
    void judgeContinuity();
    void judgeLength(quint64 length);
    void takePayload(QByteArrayView &input);
    std::optional<WebSocketUnit> finishFrame();
    std::optional<WebSocketUnit> finishClose(QByteArray payload);
    void fail(quint16 code);

    qint64 m_maxMessage;
    int m_maxFragments;
    quint16 m_violation = 0;
    State m_state = State::Head;

    std::array<uchar, 14> m_head = {};
    uchar m_headSize = 0; //!< Bytes of m_head that are there.
    uchar m_headNeeded = 2; //!< Bytes of it to wait for, as far as is known.
    FrameHead m_frame;

    Opcode m_messageOpcode = Opcode::Continuation; //!< Continuation: no message has begun.
    int m_fragments = 0;
    Utf8Validator m_text;
    QByteArray m_message;
    QByteArray m_control;
};

} // namespace linnet::net
