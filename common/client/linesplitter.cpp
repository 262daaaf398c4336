// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/linesplitter.h"

namespace linnet {

LineSplitter::State LineSplitter::add(QByteArrayView piece)
{
    while (m_state == State::Open && !piece.isEmpty()) {
        const qsizetype end = piece.indexOf('\n');
        const QByteArrayView part = end < 0 ? piece : piece.first(end);
        if (m_begun.size() + part.size() > m_mostBytes)
            return m_state = State::TooLong;
        m_begun.append(part);
        if (end < 0)
            break;
        const QByteArray line = std::exchange(m_begun, {});
        m_state = take(line);
        piece = piece.sliced(end + 1);
    }
    return m_state;
}

void LineSplitter::finish()
{
    if (m_state == State::Open && !m_begun.isEmpty())
        m_state = take(std::exchange(m_begun, {}));
}

LineSplitter::State LineSplitter::take(QByteArrayView line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    return m_sink(line) ? State::Open : State::Closed;
}

} // namespace linnet
