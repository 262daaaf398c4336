// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "cli/output/table.h"

#include <QJsonObject>

namespace linnet::cli {

//! \return how an account is shown with all that is known of it.
Table userTable();

//! \return how an account is shown that was made or changed.
Table accountTable();

//! \return how it is shown to whom a link was mailed.
Table linkTable();

//! \return how it is shown what became of somebody's suspension.
Table suspensionTable();

//! \return the word that says whose account is meant.
Argument userArgument(QString &user);

//! \return those of \p fields, whose values are texts, that are not empty.
QJsonObject givenFields(const QJsonObject &fields);

} // namespace linnet::cli
