// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodywriter.h"

#include "server/net/wire.h"

namespace linnet::net {

namespace {

constexpr qint64 PieceMost = 64 << 10; // Read from a source at once.

} // namespace

BodyWriter::BodyWriter(std::unique_ptr<BodySource> source, ResponseFraming framing)
    : m_source(std::move(source))
    , m_left(m_source->size())
    , m_isChunked(framing.length == ResponseFraming::InChunks)
{}

BodyWriter::Outcome BodyWriter::write(Outlet &outlet, qint64 enough)
{
    std::optional<Outcome> outcome;
    while (!outcome && m_left != 0 && outlet.isOpen())
        outcome = hasRoom(outlet, enough) ? writePiece(outlet) : Outcome::Waiting;
    if (outcome && *outcome != Outcome::Finished)
        return *outcome;
    if (m_isChunked)
        outlet.write(chunk({}));
    return Outcome::Finished;
}

//! Of what has no end the kernel is offered more at once: who writes it goes by what is left over
//! whether the client keeps up. What else is sent goes on when all others have had their turn.
bool BodyWriter::hasRoom(Outlet &outlet, qint64 enough) const
{
    return isEndless() ? outlet.makeRoom(PieceMost, enough) : outlet.backlog() < enough;
}

//! \return nothing if there may be more.
std::optional<BodyWriter::Outcome> BodyWriter::writePiece(Outlet &outlet)
{
    const QByteArray piece = m_source->read(hasLength() ? std::min(m_left, PieceMost) : PieceMost);
    if (isBroken(piece))
        return Outcome::Broken;
    if (piece.isEmpty())
        return m_source->isOver() ? Outcome::Finished
                                  : Outcome::Waiting; // It says when there is more.
    if (hasLength())
        m_left -= piece.size();
    outlet.write(m_isChunked ? chunk(piece) : piece);
    return std::nullopt;
}

bool BodyWriter::isBroken(const QByteArray &piece) const
{
    return hasLength() ? piece.isEmpty() || piece.size() > m_left : m_source->hasFailed();
}

} // namespace linnet::net
