// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QJsonObject>

//! \brief How the whispr dialect says that something failed.
namespace linnet::whispr {

//! \return \p error as the family knows it: its pages refresh their tokens on 401 and show the
//! message of everything else.
Error translate(Error error);

QJsonObject errorBody(const Error &error);
QString connectError(const Error &error);

//! \return that a field is missing, in the family's words.
Error missing(const QString &message);

} // namespace linnet::whispr
