// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <atomic>

namespace linnet {

//! \brief Makes ids that are unique on every node and rise with time. Safe from any thread.
//!
//! When the clock stands still or steps back, ids go on from the last one, so they never repeat and
//! never fall.
class IdGenerator
{
public:
    //! \param node 0 to 1023, different on each server that shares a database.
    IdGenerator(const Clock &clock, int node);

    //! Makes sure that every later id is above \p highest, whatever the clock says.
    void startAfter(qint64 highest);

    template <typename AnyId>
    AnyId next()
    {
        return AnyId(nextValue());
    }

private:
    qint64 nextValue();

    const Clock &m_clock;
    const qint64 m_node;
    std::atomic<qint64> m_last = 0; //!< Milliseconds and sequence, without the node.
};

} // namespace linnet
