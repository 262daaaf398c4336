// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int NodeBits = 10;
constexpr int SequenceBits = 12;
constexpr qint64 SequenceMask = (qint64(1) << SequenceBits) - 1;
// 2024-01-01T00:00:00Z: 41 bits of milliseconds from here last until 2093.
constexpr qint64 Epoch = 1704067200000;

} // namespace

IdGenerator::IdGenerator(const Clock &clock, int node)
    : m_clock(clock)
    , m_node(qint64(node & ((1 << NodeBits) - 1)) << SequenceBits)
{}

void IdGenerator::startAfter(qint64 highest)
{
    const qint64 time = highest >> (NodeBits + SequenceBits);
    const qint64 tick = (time << SequenceBits) | SequenceMask;
    qint64 last = m_last.load();
    while (last < tick && !m_last.compare_exchange_weak(last, tick)) {}
}

qint64 IdGenerator::nextValue()
{
    const qint64 now = m_clock.now().time_since_epoch().count() - Epoch;
    qint64 last = m_last.load();
    qint64 tick = 0;
    do {
        // A full sequence runs over into the next millisecond, which is why this is one number.
        tick = std::max(now << SequenceBits, last + 1);
    } while (!m_last.compare_exchange_weak(last, tick));
    const qint64 time = tick >> SequenceBits;
    return (time << (NodeBits + SequenceBits)) | m_node | (tick & SequenceMask);
}

} // namespace linnet
