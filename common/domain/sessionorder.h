// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/sessionview.h"

#include <QStringList>

namespace linnet {

//! \brief In which order sessions are listed; those that are alike in it by their ids.
struct SessionOrder
{
    enum class By {
        Created,
        LastSeen,
        Ended, //!< Of those that go on: when they will expire.
        UserName,
    };

    By by = By::Created;
    bool isDescending = true;
};

//! \return the names of all orders: "created", "-created", which is the newest first, …
QStringList sessionOrderNames();

//! \return nothing if there is no such order.
std::optional<SessionOrder> parseSessionOrder(const QString &name);

//! \brief The place of a session in a list: what comes after it is the next page.
struct SessionPlace
{
    SessionId id;
    Timestamp time{}; //!< That the list is ordered by, if it is by one.
    QString name = {}; //!< As above.
};

//! \return where \p view stands in a list of that order.
SessionPlace placeOf(const SessionView &view, SessionOrder order);

//! \return \p place as clients know it: a text that tells them nothing.
QString toCursor(const SessionPlace &place, SessionOrder order);

//! \return nothing unless \p cursor is of a list of that order.
std::optional<SessionPlace> parseSessionCursor(const QString &cursor, SessionOrder order);

//! \return when \p session ended or, unless it is ended before, when it will.
Timestamp endOf(const Session &session);

} // namespace linnet
