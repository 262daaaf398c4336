// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

private:
    std::vector<QByteArray> m_pieces;
    quint32 m_first = 0; //!< Pieces that are gone.
    quint32 m_offset = 0; //!< Bytes of the first piece that are gone.
    qint64 m_bytes = 0;
};

} // namespace linnet::net
