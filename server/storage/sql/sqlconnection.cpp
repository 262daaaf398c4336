// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlconnection.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/storagefailure.h"

#include <QSqlError>

#include <atomic>
#include <vector>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"linnet-%1"_s.arg(++count);
}

constexpr int MostPlaceholders = 64;

// Set on every connection: none of them but the journal mode is kept in the file.
constexpr const char *Settings[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    // SqlCheckpointer does it; by itself it would happen while a commit's callers wait.
    "PRAGMA wal_autocheckpoint = 0",
    // KiB. No memory map: a disk that cannot be read is then an error and not a SIGBUS.
    "PRAGMA cache_size = -32768",
};

QString synchronous(SqlConnection::Durability durability)
{
    // FULL: every commit waits for the disk. NORMAL: only checkpoints do.
    return durability == SqlConnection::Durability::PowerLoss ? u"PRAGMA synchronous = FULL"_s
                                                              : u"PRAGMA synchronous = NORMAL"_s;
}

//! Names the question marks: QSqlQuery makes a new text for each value bound by its place, at five
//! times the cost of a name that is there.
QString withNames(const char *sql)
{
    QString text = QString::fromUtf8(sql);
    int count = 0;
    for (auto at = text.indexOf(u'?'); at >= 0; at = text.indexOf(u'?', at + 1))
        text.replace(at, 1, SqlConnection::placeholder(count++));
    return text;
}

} // namespace

Result<std::unique_ptr<SqlConnection>> SqlConnection::open(const Options &options)
{
    std::unique_ptr<SqlConnection> connection(
        new SqlConnection(QSqlDatabase::addDatabase(u"QSQLITE"_s, nextName())));
    QSqlDatabase &database = connection->m_database;
    database.setDatabaseName(options.file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout));
    if (!database.open())
        return connection->failed(database.lastError());
    for (const char *setting : Settings) {
        if (const auto done = connection->execute(QString::fromLatin1(setting)); !done)
            return done.error();
    }
    if (const auto done = connection->execute(synchronous(options.durability)); !done)
        return done.error();
    return connection;
}

SqlConnection::SqlConnection(QSqlDatabase database)
    : m_database(std::move(database))
{}

SqlConnection::~SqlConnection()
{
    m_statements.clear();
    const QString name = m_database.connectionName();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
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
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failed(query.lastError());
    return {};
}

Result<QSqlQuery *> SqlConnection::prepared(const char *sql)
{
    const auto known = m_statements.find(sql);
    if (known != m_statements.end())
        return &known->second;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(withNames(sql)))
        return failed(query.lastError());
    return &m_statements.emplace(sql, std::move(query)).first->second;
}

const QString &SqlConnection::placeholder(int index)
{
    static const std::vector<QString> names = [] {
        std::vector<QString> made;
        for (int i = 0; i < MostPlaceholders; ++i)
            made.push_back(u":p%1"_s.arg(i));
        return made;
    }();
    return names.at(size_t(index));
}

Error SqlConnection::failed(const QSqlError &error)
{
    Error failure = storageFailure(error);
    if (isStorageFailure(failure) && !m_failure)
        m_failure = failure;
    return failure;
}

} // namespace linnet
