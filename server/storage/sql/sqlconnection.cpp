// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlconnection.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlfunctions.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/storagefailure.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <atomic>
#include <sqlite3.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"linnet-%1"_s.arg(++count);
}

// Set on every connection: none of them but the journal mode is kept in the file.
constexpr const char *Settings[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    // SqlCheckpointer does it; by itself it would happen while a commit's callers wait.
    "PRAGMA wal_autocheckpoint = 0",
    // Bytes. The log is longer only after somebody has read for long; that is given back then.
    "PRAGMA journal_size_limit = 67108864",
    // KiB. No memory map: a disk that cannot be read is then an error and not a SIGBUS.
    "PRAGMA cache_size = -32768",
};

QString synchronous(SqlConnection::Durability durability)
{
    // FULL: every commit waits for the disk. NORMAL: only checkpoints do.
    return durability == SqlConnection::Durability::PowerLoss ? u"PRAGMA synchronous = FULL"_s
                                                              : u"PRAGMA synchronous = NORMAL"_s;
}

int noteLogPages(void *logPages, sqlite3 *, const char *, int pages)
{
    *static_cast<qint64 *>(logPages) = pages;
    return SQLITE_OK;
}

int isStopRequested(void *stop)
{
    return static_cast<const std::stop_token *>(stop)->stop_requested() ? 1 : 0;
}

//! SQLite would count every allocation of every thread under one lock.
void configureOnce()
{
    [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

} // namespace

Result<std::unique_ptr<SqlConnection>> SqlConnection::open(const Options &options)
{
    configureOnce();
    std::unique_ptr<SqlConnection> connection(new SqlConnection);
    if (const auto connected = connection->connect(options); !connected)
        return connected.error();
    for (const char *setting : Settings) {
        if (const auto done = connection->execute(QString::fromLatin1(setting)); !done)
            return done.error();
    }
    if (const auto done = connection->execute(synchronous(options.durability)); !done)
        return done.error();
    // After the settings: that of the automatic checkpoint takes the hook away.
    sqlite3_wal_hook(connection->m_handle, noteLogPages, &connection->m_logPages);
    return connection;
}

SqlConnection::SqlConnection()
    : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, nextName()))
{}

SqlConnection::~SqlConnection()
{
    m_statements.clear(); // None of them may outlive what it was prepared on.
    const QString name = m_database.connectionName();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Result<> SqlConnection::connect(const Options &options)
{
    m_database.setDatabaseName(options.file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout));
    if (!m_database.open()) {
        const QSqlError error = m_database.lastError();
        return storageFailure(error.nativeErrorCode().toInt(), error.text());
    }
    const QVariant handle = m_database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return storageFailure(SQLITE_MISUSE, u"QtSql does not give SQLite's handle"_s);
    m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_extended_result_codes(m_handle, 1);
    if (addSqlFunctions(m_handle) != SQLITE_OK)
        return failed();
    return {};
}

Result<> SqlConnection::begin()
{
    // At once for writing: a read that turns into a write could find that it came too late.
    return done(Statement(*this, "BEGIN IMMEDIATE").run());
}

Result<> SqlConnection::beginRead()
{
    return done(Statement(*this, "BEGIN").run());
}

Result<> SqlConnection::commit()
{
    return done(Statement(*this, "COMMIT").run());
}

void SqlConnection::rollback()
{
    m_failure.reset();
    // Fails if SQLite has ended the transaction by itself, which is as good.
    std::ignore = Statement(*this, "ROLLBACK").run();
    m_failure.reset();
}

Result<> SqlConnection::openSavepoint()
{
    return done(Statement(*this, "SAVEPOINT job").run());
}

Result<> SqlConnection::releaseSavepoint()
{
    return done(Statement(*this, "RELEASE job").run());
}

Result<> SqlConnection::undoSavepoint()
{
    if (const auto undone = Statement(*this, "ROLLBACK TO job").run(); !undone)
        return undone.error();
    return releaseSavepoint();
}

Result<> SqlConnection::execute(const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    if (sqlite3_exec(m_handle, text.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failed();
    return {};
}

void SqlConnection::interrupt()
{
    sqlite3_interrupt(m_handle);
}

void SqlConnection::endWith(std::stop_token stop)
{
    constexpr int StepsBetween = 1000; // Of SQLite's virtual machine: far less than a millisecond.
    m_stop = std::move(stop);
    sqlite3_progress_handler(m_handle, StepsBetween, isStopRequested, &m_stop);
}

Result<sqlite3_stmt *> SqlConnection::prepared(const char *sql)
{
    const auto known = m_statements.find(sql);
    if (known != m_statements.end())
        return known->second.get();
    auto statement = prepare(sql, Use::Often);
    if (statement)
        m_statements[sql].reset(*statement);
    return statement;
}

Result<sqlite3_stmt *> SqlConnection::prepare(const char *sql, Use use)
{
    const unsigned flags = use == Use::Often ? SQLITE_PREPARE_PERSISTENT : 0;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql, -1, flags, &statement, nullptr) != SQLITE_OK)
        return failed();
    return statement;
}

qint64 SqlConnection::changesSoFar() const
{
    return sqlite3_total_changes64(m_handle);
}

int SqlConnection::changedRows() const
{
    return sqlite3_changes(m_handle);
}

//! \return why the last call failed.
Error SqlConnection::failed()
{
    Error failure = storageFailure(sqlite3_extended_errcode(m_handle),
                                   QString::fromUtf8(sqlite3_errmsg(m_handle)));
    if (isStorageFailure(failure) && !m_failure)
        m_failure = failure;
    return failure;
}

void SqlConnection::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

} // namespace linnet
