// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace linnet::net {

//! \brief How much waits for one client, and how that is judged.
//!
//! The longest message does not count: one may be as long as it likes, and what comes before and
//! after it has the room that it would have without. So a bound and one message is all that waits.
struct Load
{
    qint64 bytes = 0;
    qint64 longest = 0; //!< Bytes of the message of which most waits.

    //! \return whether no more than \p most count with one more message of \p more bytes.
    bool hasRoomFor(qint64 more, qint64 most) const
    {
        return bytes + more - std::max(longest, more) <= most;
    }

    void add(qint64 more)
    {
        bytes += more;
        longest = std::max(longest, more);
    }
};

} // namespace linnet::net
