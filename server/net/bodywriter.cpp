// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodywriter.h"

#include "server/net/connection.h"

namespace linnet::net {

namespace {

constexpr qint64 PieceMost = 64 << 10; // Read from a source at once.

} // namespace

BodyWriter::BodyWriter(std::unique_ptr<BodySource> source, ResponseFraming framing)
    : m_source(std::move(source))
    , m_left(m_source->size())
    , m_isChunked(framing.length == ResponseFraming::InChunks)
{}

BodyWriter::Outcome BodyWriter::write(Connection &connection)
{
    while (m_left != 0 && connection.isOpen()) {
        if (connection.backlog() >= connection.limits().outputHigh)
            return Outcome::Waiting;
        const QByteArray piece =
            m_source->read(hasLength() ? std::min(m_left, PieceMost) : PieceMost);
        if (isBroken(piece))
            return Outcome::Broken;
        if (!hasLength() && piece.isEmpty() && !m_source->isOver())
            return Outcome::Waiting; // It says when there is more.
        if (piece.isEmpty())
            break;
        m_left -= hasLength() ? piece.size() : 0;
        connection.write(m_isChunked ? chunk(piece) : piece);
    }
    if (m_isChunked)
        connection.write(chunk({}));
    return Outcome::Finished;
}

bool BodyWriter::isBroken(const QByteArray &piece) const
{
    return hasLength() ? piece.isEmpty() || piece.size() > m_left : m_source->hasFailed();
}

} // namespace linnet::net
