// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>

namespace linnet::net {

//! \brief How much memory all of a kind together may take, such as long answers until they are
//! sent, and those of one place a quarter of that: who is slow keeps nobody else waiting. Safe from
//! any thread.
class PlaceBudget
{
public:
    explicit PlaceBudget(qint64 most)
        : m_most(most)
    {}

    //! \param place as placeOf() has it; none: of all the many behind a proxy, for example. It may
    //! have one of any length.
    //! \param held what this one has taken already.
    //! \return false if there is no room for so many more bytes.
    bool take(const QByteArray &place, qint64 bytes, qint64 held = 0);
    void giveBack(const QByteArray &place, qint64 bytes);

private:
    const qint64 m_most;
    QMutex m_mutex;
    qint64 m_taken = 0;
    QHash<QByteArray, qint64> m_byPlace;
};

} // namespace linnet::net
