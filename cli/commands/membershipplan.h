// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace linnet::cli {

//! \brief Who is in a group from which place of its history on, and up to which: whoever was not
//! there may not read what was said.
class MembershipPlan
{
public:
    //! \brief Who comes and goes before a message.
    struct Moves
    {
        QJsonArray joined; //!< As {"user", "role"}.
        QJsonArray left; //!< Ids.

        bool isEmpty() const { return joined.isEmpty() && left.isEmpty(); }
    };

    //! Adds somebody. \param user their id on the server. \param member the line of the file.
    void add(const QString &user, const QJsonObject &member);

    bool isEmpty() const { return m_stays.empty(); }

    //! \return those who are there from the beginning on, as Moves::joined.
    QJsonArray beginners() const;
    //! \return those who are there at the end, likewise.
    QJsonArray remaining() const;

    //! \return who comes and goes before the message \p place, but for those who did before.
    Moves movesBefore(qint64 place);
    //! \return who is still to come or go.
    Moves rest();

private:
    struct Stay
    {
        QJsonObject member;
        qint64 joinedAfter = 0;
        qint64 leftAfter = 0;
        bool isIn = false;
        bool isOver = false;
    };

    qint64 beginning() const;

    std::vector<Stay> m_stays;
};

} // namespace linnet::cli
