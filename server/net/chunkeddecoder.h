// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace linnet::net {

//! \brief Takes the chunked coding off a body as it arrives (RFC 9112, section 7.1).
//!
//! Chunk extensions and trailers are checked, bounded and thrown away; a trailer that only a head
//! may have is malformed.
class ChunkedDecoder
{
public:
    enum class Outcome {
        NeedsMore, //!< All input was taken.
        Data, //!< data() has the next piece of the body; call again.
        Finished, //!< The body is complete; what is left of the input is not the body's.
        Malformed,
    };

    //! Takes what it can off the front of \p input.
    Outcome decode(QByteArrayView &input);

    //! \return a view into the input of the last call.
    QByteArrayView data() const { return m_data; }

private:
    enum class State { Size, Data, DataEnd, Trailer };

    Outcome takeData(QByteArrayView &input);
    Outcome takeLine(QByteArrayView &input);
    Outcome judgeLine();
    bool parseSize();

    State m_state = State::Size;
    qint64 m_left = 0; //!< Bytes of the chunk still to come.
    qsizetype m_trailerBytes = 0;
    QByteArray m_line; //!< The part of a line that is there.
    QByteArrayView m_data;
};

} // namespace linnet::net
