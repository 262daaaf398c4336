// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/load.h"

#include <QByteArray>

#include <span>
#include <sys/uio.h>
#include <vector>

namespace linnet::net {

//! \brief Bytes on their way out, shared and not copied. Takes no memory while empty.
class OutputQueue
{
public:
    void append(const QByteArray &bytes);

    //! Fills \p pieces with what comes next. \return how many were filled.
    size_t gather(std::span<iovec> pieces) const;

    //! Removes the first \p bytes.
    void consume(qint64 bytes);

    bool isEmpty() const { return m_bytes == 0; }
    qint64 bytes() const { return m_bytes; }
    Load load() const { return {m_bytes, isEmpty() ? 0 : left(m_longest)}; }

private:
    qint64 left(size_t piece) const;
    void findLongest();

    std::vector<QByteArray> m_pieces;
    quint32 m_first = 0; //!< Pieces that are gone.
    quint32 m_offset = 0; //!< Bytes of the first piece that are gone.
    quint32 m_longest = 0; //!< The piece of which most is left; of several, the last.
    qint64 m_bytes = 0;
};

} // namespace linnet::net
