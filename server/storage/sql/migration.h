// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace linnet {

class SqlConnection;

//! \brief One step of the schema: a numbered file under resources/migrations.
struct Migration
{
    int version = 0;
    QString name;
    QByteArray sql; //!< Statements, each ending with a semicolon.

    //! \return SHA-256 in hexadecimal: a step that was applied somewhere must never change.
    QString checksum() const;
};

//! \return what is built into the program for SQLite, by rising version.
std::vector<Migration> sqliteMigrations();

//! Applies the steps \p connection's database has not seen, each in a transaction of its own.
//! \return an error, and changes nothing, if the database has seen a step this program does not
//! know, or another text of one it knows.
Result<> migrate(SqlConnection &connection, const std::vector<Migration> &migrations);

} // namespace linnet
