// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodyreader.h"

#include "server/net/httphead.h"

namespace linnet::net {

BodyReader::BodyReader(qint64 contentLength, BodyPlan plan, QByteArray place)
    : m_plan(std::move(plan))
    , m_share(m_plan.budget, std::move(place))
    , m_length(contentLength)
{}

BodyReader::Outcome BodyReader::take(QByteArrayView &input)
{
    return m_length == HttpHead::Chunked ? takeChunked(input) : takePlain(input);
}

BodyReader::Outcome BodyReader::takePlain(QByteArrayView &input)
{
    const QByteArrayView piece = input.first(std::min<qint64>(input.size(), m_length - m_received));
    input = input.sliced(piece.size());
    const Outcome stored = store(piece);
    return stored == Outcome::NeedsMore && m_received == m_length ? finish() : stored;
}

BodyReader::Outcome BodyReader::takeChunked(QByteArrayView &input)
{
    while (true) {
        switch (m_decoder.decode(input)) {
        case ChunkedDecoder::Outcome::NeedsMore:
            return Outcome::NeedsMore;
        case ChunkedDecoder::Outcome::Finished:
            return finish();
        case ChunkedDecoder::Outcome::Malformed:
            return Outcome::Malformed;
        case ChunkedDecoder::Outcome::Data:
            if (const Outcome stored = store(m_decoder.data()); stored != Outcome::NeedsMore)
                return stored;
            break;
        }
    }
}

BodyReader::Outcome BodyReader::store(QByteArrayView piece)
{
    m_received += piece.size();
    if (m_received > m_plan.limit)
        return Outcome::TooLarge;
    if (!m_share.resize(m_received))
        return Outcome::NoRoom;
    if (m_plan.sink && !piece.isEmpty())
        m_refusal = m_plan.sink->write(piece);
    else
        m_body.append(piece);
    return m_refusal ? Outcome::Refused : Outcome::NeedsMore;
}

BodyReader::Outcome BodyReader::finish()
{
    if (m_plan.sink)
        m_refusal = m_plan.sink->finished();
    return m_refusal ? Outcome::Refused : Outcome::Finished;
}

} // namespace linnet::net
