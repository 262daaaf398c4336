// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/statement.h"

#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/storagefailure.h"

#include <QSqlError>
#include <QSqlQuery>

namespace linnet {

Statement::Statement(SqlConnection &connection, const char *sql)
    : m_connection(connection)
    , m_query(connection.prepared(sql))
{}

Statement::~Statement()
{
    // An unfinished SELECT would keep its view of the database, and the log from being reused.
    if (m_query)
        (*m_query)->finish();
}

void Statement::bindNext(const QVariant &value)
{
    if (m_query)
        (*m_query)->bindValue(SqlConnection::placeholder(m_bound++), value);
}

Result<int> Statement::run()
{
    if (const auto executed = execute(); !executed)
        return executed.error();
    return (*m_query)->numRowsAffected();
}

Result<> Statement::execute()
{
    if (m_connection.failure())
        return *m_connection.failure();
    if (!m_query)
        return m_query.error();
    if (!(*m_query)->exec())
        return m_connection.failed((*m_query)->lastError());
    return {};
}

bool Statement::next()
{
    return (*m_query)->next();
}

Result<> Statement::finish()
{
    const QSqlError error = (*m_query)->lastError();
    (*m_query)->finish();
    if (error.isValid())
        return m_connection.failed(error);
    return {};
}

} // namespace linnet
