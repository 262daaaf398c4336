// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/httpresponse.h"
#include "server/net/message.h"

namespace linnet::net {

class Outlet;

//! \brief Sends one answer's body piece by piece, as far as the client takes it.
class BodyWriter
{
public:
    BodyWriter(std::unique_ptr<BodySource> source, ResponseFraming framing);

    enum class Outcome {
        Waiting, //!< For the client to take what is there, or for the source to have more.
        Finished,
        Broken, //!< The source cannot go on.
    };

    //! Keeps \p outlet filled: \p enough bytes wait for the client in it, or all that there is.
    Outcome write(Outlet &outlet, qint64 enough);

    //! \p ready as of BodySource::onReady().
    void onReady(std::function<void()> ready) { m_source->onReady(std::move(ready)); }
    bool isEndless() const { return m_left == BodySource::Endless; }

private:
    bool hasRoom(Outlet &outlet, qint64 enough) const;
    std::optional<Outcome> writePiece(Outlet &outlet);
    bool isBroken(const QByteArray &piece) const;
    bool hasLength() const { return m_left >= 0; }

    std::unique_ptr<BodySource> m_source;
    qint64 m_left; //!< Bytes the source still owes; negative: nobody knows.
    bool m_isChunked;
};

} // namespace linnet::net
