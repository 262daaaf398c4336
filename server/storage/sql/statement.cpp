// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/statement.h"

#include "server/storage/sql/sqlconnection.h"

#include <sqlite3.h>

namespace linnet {

Statement::Statement(SqlConnection &connection, const char *sql)
    : m_connection(connection)
    , m_prepared(connection.prepared(sql))
{}

Statement::Statement(SqlConnection &connection, const SqlText &sql)
    : m_connection(connection)
    , m_prepared(connection.prepare(sql.toByteArray().constData(), SqlConnection::Use::Once))
{
    if (m_prepared)
        m_own = *m_prepared;
}

Statement::~Statement()
{
    // An unfinished SELECT would keep its view of the database, and the log from being reused.
    if (m_own)
        sqlite3_finalize(m_own);
    else if (m_prepared)
        sqlite3_reset(*m_prepared);
}

Result<int> Statement::run()
{
    auto found = next();
    while (found && *found)
        found = next();
    if (!found)
        return found.error();
    return m_connection.changedRows();
}

Result<bool> Statement::next()
{
    if (const auto &failure = m_connection.failure())
        return *failure;
    if (!m_prepared)
        return m_prepared.error();
    // What is not bound would have the value of the last time.
    Q_ASSERT(m_bound == sqlite3_bind_parameter_count(*m_prepared));
    const int status = sqlite3_step(*m_prepared);
    if (status == SQLITE_ROW)
        return true;
    if (status == SQLITE_DONE)
        return false;
    return m_connection.failed();
}

Result<> Statement::end()
{
    if (sqlite3_reset(*m_prepared) != SQLITE_OK)
        return m_connection.failed();
    return {};
}

void Statement::bindNext(qint64 value)
{
    if (m_prepared)
        bound(sqlite3_bind_int64(*m_prepared, ++m_bound, value));
}

void Statement::bindNext(const QString &value)
{
    if (!m_prepared)
        return;
    const QByteArray text = value.toUtf8();
    bound(sqlite3_bind_text(*m_prepared, ++m_bound, text.constData(), int(text.size()),
                            SQLITE_TRANSIENT));
}

void Statement::bindNext(const QByteArray &value)
{
    if (m_prepared)
        bound(sqlite3_bind_blob(*m_prepared, ++m_bound, value.constData(), int(value.size()),
                                SQLITE_TRANSIENT));
}

void Statement::bindNext(const std::vector<SqlValue> &values)
{
    for (const SqlValue &value : values)
        std::visit([this](const auto &each) { bindNext(each); }, value);
}

void Statement::bindNull()
{
    if (m_prepared)
        bound(sqlite3_bind_null(*m_prepared, ++m_bound));
}

//! Sees to it that a statement one of whose values is missing does not run.
void Statement::bound(int status)
{
    if (status != SQLITE_OK)
        m_prepared = m_connection.failed();
}

} // namespace linnet
