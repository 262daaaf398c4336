// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "cli/output/table.h"

namespace linnet::cli {

//! \return how an account is shown with all that is known of it.
Table userTable();

//! \return how it is shown what became of somebody's suspension.
Table suspensionTable();

//! \return the word that says whose account is meant.
Argument userArgument(QString &user);

} // namespace linnet::cli
