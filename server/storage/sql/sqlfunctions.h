// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace linnet {

//! \brief Gives a connection the functions that SQLite does not have and SQL of stores uses.
//!
//! - \c folded(text): the text in one case, of whichever language, for LIKE.
//! - \c in_networks(address, networks): whether an address is in one of several networks, whose
//!   entries (see NetworkList) have spaces between them. What is no address is in none.
//!
//! \return SQLite's result code.
int addSqlFunctions(sqlite3 *connection);

} // namespace linnet
