// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyshare.h"
#include "server/net/chunkeddecoder.h"
#include "server/net/message.h"

namespace linnet::net {

//! \brief Collects one request's body, or passes it to its sink, within its limit.
class BodyReader
{
public:
    //! \param contentLength as in HttpHead.
    //! \param place whose share of the plan's budget it takes, as placeOf() has it, or none.
    BodyReader(qint64 contentLength, BodyPlan plan, QByteArray place = {});

    enum class Outcome {
        NeedsMore,
        Finished,
        TooLarge, //!< Over the plan's limit.
        NoRoom, //!< Its budget has none left.
        Malformed, //!< Its chunks are.
        Refused, //!< By the sink.
    };

    //! Takes what is the body's off the front of \p input.
    Outcome take(QByteArrayView &input);

    //! \return why, after Refused.
    Response takeRefusal() { return std::exchange(m_refusal, std::nullopt).value_or(Response()); }

    const BodyPlan &plan() const { return m_plan; }

    QByteArray takeBody() { return std::move(m_body); }
    std::shared_ptr<BodySink> takeSink() { return std::move(m_plan.sink); }

    //! \return bytes taken so far, of the body alone.
    qint64 received() const { return m_received; }

private:
    Outcome takePlain(QByteArrayView &input);
    Outcome takeChunked(QByteArrayView &input);
    Outcome store(QByteArrayView piece);
    Outcome finish();

    BodyPlan m_plan;
    BodyShare m_share; //!< Of the plan's budget.
    qint64 m_length;
    qint64 m_received = 0;
    ChunkedDecoder m_decoder;
    QByteArray m_body;
    std::optional<Response> m_refusal;
};

} // namespace linnet::net
