// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace linnet::cli {

class Invocation;

//! \brief What a server was asked to do, and goes on with by itself.
struct ServerWork
{
    QStringList path; //!< Below the API's root: where it says how far it is.
    QString noun; //!< e.g. "backup".
    std::function<bool(const QJsonObject &)> isUnderWay;
    std::function<QString(const QJsonObject &)> title; //!< How far it is, for people.
};

//! Asks for \p work again and again while it is under way, saying on a terminal how long that has
//! taken. \param answer how it was last. \return it as it is then; an error if it cannot be asked
//! for, or when interrupted.
Result<QJsonObject> awaitWork(Invocation &invocation, QJsonObject answer, const ServerWork &work);

} // namespace linnet::cli
