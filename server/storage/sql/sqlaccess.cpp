// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccess.h"

#include "server/storage/sql/storagefailure.h"

namespace linnet {

SqlAccess::SqlAccess(SqlConnection::Options options)
    : m_options(std::move(options))
{}

Result<SqlConnection *> SqlAccess::connection()
{
    if (m_connection)
        return m_connection.get();
    auto opened = SqlConnection::open(m_options);
    if (!opened)
        return opened.error();
    m_connection = std::move(*opened);
    m_stores.emplace(*m_connection);
    return m_connection.get();
}

void SqlAccess::abandon(const Error &error)
{
    if (!m_connection)
        return;
    m_connection->rollback();
    if (error.code == StorageUnreachable) {
        m_stores.reset();
        m_connection.reset();
    }
}

} // namespace linnet
