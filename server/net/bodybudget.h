// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/placebudget.h"

namespace linnet::net {

//! \brief How much memory all bodies together may take that are coming in or being answered, as
//! PlaceBudget shares it out. What each begins with has room of its own: who sends long ones keeps
//! nobody from an ordinary request. Safe from any thread.
class BodyBudget
{
public:
    //! As much of a body counts as its beginning, in bytes: all there is of an ordinary one.
    static constexpr qint64 Beginning = 64 << 10;

    explicit BodyBudget(qint64 most = 256 << 20);

    //! \param place as PlaceBudget has it.
    //! \param held what this body has taken already.
    //! \return false if there is no room for so many more bytes.
    bool take(const QByteArray &place, qint64 bytes, qint64 held);
    //! \param held all that a body has taken.
    void giveBack(const QByteArray &place, qint64 held);

private:
    PlaceBudget m_beginnings;
    PlaceBudget m_rests;
};

} // namespace linnet::net
