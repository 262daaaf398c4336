// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/outputqueue.h"

#include <algorithm>

namespace linnet::net {

void OutputQueue::append(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    m_pieces.push_back(bytes);
    m_bytes += bytes.size();
}

size_t OutputQueue::gather(std::span<iovec> pieces) const
{
    const size_t count = std::min(pieces.size(), m_pieces.size() - m_first);
    size_t offset = m_offset;
    for (size_t i = 0; i < count; ++i) {
        const QByteArray &piece = m_pieces[m_first + i];
        pieces[i].iov_base = const_cast<char *>(piece.constData()) + offset;
        pieces[i].iov_len = size_t(piece.size()) - offset;
        offset = 0;
    }
    return count;
}

void OutputQueue::consume(qint64 bytes)
{
    m_bytes -= bytes;
    if (m_bytes == 0) {
        *this = OutputQueue();
        return;
    }
    while (bytes > 0) {
        QByteArray &piece = m_pieces[m_first];
        const qint64 left = piece.size() - m_offset;
        if (bytes < left) {
            m_offset += quint32(bytes);
            break;
        }
        bytes -= left;
        piece = QByteArray();
        ++m_first;
        m_offset = 0;
    }
    // Moves what is left to the front once in a while, so that a queue that never runs dry cannot
    // grow.
    if (m_first > m_pieces.size() / 2) {
        m_pieces.erase(m_pieces.begin(), m_pieces.begin() + m_first);
        m_first = 0;
    }
}

} // namespace linnet::net
