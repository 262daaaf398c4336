// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/sqlstores.h"

#include <optional>

namespace linnet {

//! \brief A thread's way to the database: opened when it is first needed, and again after it broke.
class SqlAccess
{
public:
    explicit SqlAccess(SqlConnection::Options options);

    Result<SqlConnection *> connection();

    //! The stores of connection(), which must be there.
    Stores &stores()
    {
        return m_stores->all(); // NOLINT(bugprone-unchecked-optional-access): said above
    }

    //! \return whether jobs were added since this was last asked.
    bool takeAddedJobs() { return m_stores && m_stores->takeAddedJobs(); }

    //! Ends a transaction that \p error has spoilt. A connection that no longer reaches its files
    //! is closed with it; a disk that is full is waited for.
    void abandon(const Error &error);

private:
    const SqlConnection::Options m_options;
    std::unique_ptr<SqlConnection> m_connection;
    std::optional<SqlStores> m_stores;
};

} // namespace linnet
