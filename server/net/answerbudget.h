// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>

namespace linnet::net {

//! \brief How much memory all long answers together may take until they are sent, and those to one
//! place a quarter of that: who takes theirs slowly keeps nobody else from one. Safe from any
//! thread.
class AnswerBudget
{
public:
    explicit AnswerBudget(qint64 most)
        : m_most(most)
    {}

    //! \param place as placeOf() has it; none: of all the many behind a proxy, for example. It may
    //! have one answer of any length.
    //! \return false if there is no room for so many more bytes.
    bool take(const QByteArray &place, qint64 bytes);
    void giveBack(const QByteArray &place, qint64 bytes);

private:
    const qint64 m_most;
    QMutex m_mutex;
    qint64 m_taken = 0;
    QHash<QByteArray, qint64> m_byPlace;
};

} // namespace linnet::net
