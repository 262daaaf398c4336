// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/chatplaces.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

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
        QJsonArray joined; //!< As {"user", "role"}, and since when and until when muted.
        QJsonArray left; //!< Ids.
        QJsonArray past; //!< Ids of those who wrote or are named, and come later: once more.

        bool isEmpty() const { return joined.isEmpty() && left.isEmpty() && past.isEmpty(); }
    };

    //! \return what is wrong with \p member, a line of the file; empty: nothing.
    static QString problemOf(const QJsonObject &member);

    //! Adds somebody. \param user their id on the server. \param member the line of the file.
    void add(const QString &user, const QJsonObject &member);

    bool isEmpty() const { return m_stays.empty(); }

    //! \return those who are there from the beginning on, as Moves::joined.
    QJsonArray beginners() const;
    //! \return those who are there at the end, likewise.
    QJsonArray remaining() const;

    //! \return who comes and goes before the message \p place, but for those who did before.
    //! \param people who wrote that message or are named in it.
    Moves movesBefore(qint64 place, const QStringList &people = {});
    //! \return who is still to come or go.
    Moves rest();

    //! \return how far each had got, as {"user", "delivered", "read", "shownRead", "hidden"}: who
    //! is still in it first, and no more than a server takes at once. \param places what the
    //! messages are known by.
    QJsonArray marks(const ChatPlaces &places) const;

private:
    struct Stay
    {
        QJsonObject member;
        QJsonObject line; //!< Of the file.
        qint64 joinedAfter = 0;
        qint64 leftAfter = 0;
        bool isIn = false;
        bool isOver = false;
        bool isPast = false; //!< The server knows them as somebody who was there once.
    };

    qint64 beginning() const;

    std::vector<Stay> m_stays;
};

} // namespace linnet::cli
