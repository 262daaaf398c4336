// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqldatabase.h"

#include "server/storage/sql/migration.h"
#include "server/storage/sql/sqlreader.h"
#include "server/storage/sql/sqlwriter.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/storagefailure.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>
namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error cannotOpen(const QString &detail)
{
    return {Error::Kind::Unavailable, StorageUnreachable,
            u"The database cannot be opened or made."_s, detail};
}

//! Sees to it that only this user can read the file; its log inherits what the file has.
Result<> prepareFile(const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    if (!folder.exists()) {
        if (!QDir().mkpath(folder.absolutePath()))
            return cannotOpen(folder.absolutePath());
        QFile::setPermissions(folder.absolutePath(), OwnerOnly | QFileDevice::ExeOwner);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.setPermissions(OwnerOnly))
        return cannotOpen(u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

SqlConnection::Options optionsOf(const SqlDatabase::Settings &settings)
{
    return {settings.file, settings.busyTimeout, settings.durability};
}

Result<qint64> readHighestId(SqlConnection &connection)
{
    const auto highest = Statement(connection, R"(
        SELECT max(id) FROM (
            SELECT max(id) AS id FROM account UNION ALL
            SELECT max(id) FROM session UNION ALL
            SELECT max(id) FROM conversation UNION ALL
            SELECT max(id) FROM message UNION ALL
            SELECT max(id) FROM media UNION ALL
            SELECT max(id) FROM job UNION ALL
            SELECT max(id) FROM friendship UNION ALL
            SELECT max(id) FROM notification UNION ALL
            SELECT max(id) FROM report UNION ALL
            SELECT max(id) FROM webhook UNION ALL
            SELECT max(id) FROM webhook_delivery) AS newest)")
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!highest)
        return highest.error();
    return highest->value_or(0);
}

} // namespace

QString SqlDatabase::libraryVersion()
{
    return QString::fromLatin1(sqlite3_libversion());
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::open(const Settings &settings)
{
    if (const auto prepared = prepareFile(settings.file); !prepared)
        return prepared.error();
    const auto connection = SqlConnection::open(optionsOf(settings));
    if (!connection)
        return connection.error();
    if (const auto migrated = migrate(**connection, sqliteMigrations()); !migrated)
        return migrated.error();
    const auto highest = readHighestId(**connection);
    if (!highest)
        return highest.error();
    return std::unique_ptr<SqlDatabase>(new SqlDatabase(settings, *highest));
}

SqlDatabase::SqlDatabase(const Settings &settings, qint64 highestId)
    : m_highestId(highestId)
    , m_writes(size_t(settings.queueLimit))
    , m_reads(size_t(settings.queueLimit))
    , m_checkpointer(optionsOf(settings))
{
    const SqlConnection::Options options = optionsOf(settings);
    m_threads.emplace_back([this, options] {
        SqlWriter({m_writes, m_checkpointer, m_jobsAdded, [this] { tellUndone(); }}, options).run();
    });
    for (int i = 0; i < settings.readers; ++i)
        m_threads.emplace_back([this, options] { SqlReader(m_reads, options).run(); });
    m_checkpointing = std::thread([this] { m_checkpointer.run(); });
}

SqlDatabase::~SqlDatabase()
{
    stop();
}

void SqlDatabase::stop()
{
    m_writes.close();
    m_reads.close();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    m_checkpointer.stop();
    if (m_checkpointing.joinable())
        m_checkpointing.join();
}

void SqlDatabase::whenUndone(std::function<void()> listener)
{
    const std::lock_guard lock(m_undoneMutex);
    m_whenUndone.push_back(std::move(listener));
}

void SqlDatabase::tellUndone()
{
    const std::lock_guard lock(m_undoneMutex);
    for (const auto &listener : m_whenUndone)
        listener();
}

void SqlDatabase::submitWrite(std::unique_ptr<Job> job)
{
    m_writes.put(std::move(job));
}

void SqlDatabase::submitRead(std::unique_ptr<Job> job)
{
    m_reads.put(std::move(job));
}

Result<std::vector<QString>> checkIntegrity(const QString &file)
{
    const auto connection = SqlConnection::open({file});
    if (!connection)
        return connection.error();
    auto findings = Statement(**connection, "PRAGMA integrity_check").fetch([](const SqlRow &row) {
        return row.text(0);
    });
    if (!findings)
        return findings.error();
    const auto orphans =
        Statement(**connection, "PRAGMA foreign_key_check").fetch([](const SqlRow &row) {
            return u"A row of %1 refers to one that is missing in %2."_s.arg(row.text(0),
                                                                             row.text(2));
        });
    if (!orphans)
        return orphans.error();
    std::erase(*findings, u"ok"_s);
    findings->insert(findings->end(), orphans->begin(), orphans->end());
    return *findings;
}

} // namespace linnet
