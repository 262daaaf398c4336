// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace linnet::net {

//! \brief How much memory all bodies together may take that are coming in or being answered. Safe
//! from any thread.
class BodyBudget
{
public:
    explicit BodyBudget(qint64 most = 256 << 20)
        : m_most(most)
    {}

    //! \return false if there is no room for so many more bytes.
    bool take(qint64 bytes)
    {
        if (m_taken.fetch_add(bytes) + bytes <= m_most)
            return true;
        giveBack(bytes);
        return false;
    }
    void giveBack(qint64 bytes) { m_taken.fetch_sub(bytes); }

private:
    const qint64 m_most;
    std::atomic<qint64> m_taken = 0;
};

} // namespace linnet::net
