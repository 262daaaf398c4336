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
    if (bytes.size() >= left(m_longest))
        m_longest = quint32(m_pieces.size() - 1);
}

qint64 OutputQueue::left(size_t piece) const
{
    return m_pieces[piece].size() - (piece == m_first ? m_offset : 0);
}

void OutputQueue::findLongest()
{
    m_longest = m_first;
    for (size_t i = m_first; i < m_pieces.size(); ++i) {
        if (left(i) >= left(m_longest))
            m_longest = quint32(i);
    }
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
        const qint64 rest = left(m_first);
        if (bytes < rest) {
            m_offset += quint32(bytes);
            break;
        }
        bytes -= rest;
        piece = QByteArray();
        ++m_first;
        m_offset = 0;
    }
    if (m_longest <= m_first)
        findLongest();
    // Moves what is left to the front once in a while, so that a queue that never runs dry cannot
    // grow.
    if (m_first > m_pieces.size() / 2) {
        m_pieces.erase(m_pieces.begin(), m_pieces.begin() + m_first);
        m_longest -= m_first;
        m_first = 0;
    }
}

} // namespace linnet::net
