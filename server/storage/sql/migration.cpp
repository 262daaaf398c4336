// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/migration.h"

#include "common/core/clock.h"
#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/statement.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! A step as the database remembers it.
struct AppliedMigration
{
    int version = 0;
    QString checksum;
    QString program;
};

Error refused(QLatin1String code, const QString &message)
{
    return {Error::Kind::Internal, code, message};
}

Result<std::vector<AppliedMigration>> listApplied(SqlConnection &connection)
{
    return Statement(connection, R"(
        SELECT version, checksum, program FROM schema_migration ORDER BY version)")
        .fetch([](const SqlRow &row) {
            return AppliedMigration{row.number(0), row.text(1), row.text(2)};
        });
}

Result<> check(const std::vector<AppliedMigration> &applied, const std::vector<Migration> &known)
{
    for (const AppliedMigration &step : applied) {
        const auto same = std::find_if(known.begin(), known.end(), [&](const Migration &migration) {
            return migration.version == step.version;
        });
        if (same == known.end())
            return refused(
                "schema_too_new"_L1,
                u"The database has schema %1 of Linnet %2; this is Linnet %3, which does "
                u"not know it. Use Linnet %2 or newer."_s.arg(step.version)
                    .arg(step.program, QStringLiteral(LINNET_VERSION)));
        if (same->checksum() != step.checksum)
            return refused("schema_changed"_L1,
                           u"Step %1 (%2) of the database's schema differs from this program's. "
                           u"Use the Linnet that made the database."_s.arg(step.version)
                               .arg(same->name));
    }
    return {};
}

Result<> apply(SqlConnection &connection, const Migration &migration)
{
    if (const auto done = connection.execute(QString::fromUtf8(migration.sql)); !done)
        return done.error();
    const auto recorded = Statement(connection, R"(
        INSERT INTO schema_migration (version, name, checksum, program, applied_at)
        VALUES (?, ?, ?, ?, ?))")
                              .bind(migration.version, migration.name, migration.checksum(),
                                    QStringLiteral(LINNET_VERSION), SystemClock().now())
                              .run();
    if (!recorded)
        return recorded.error();
    return {};
}

//! Applies the first step that is missing. \return false if none is.
Result<bool> applyNext(SqlConnection &connection, const std::vector<Migration> &migrations)
{
    const auto applied = listApplied(connection);
    if (!applied)
        return applied.error();
    if (const auto checked = check(*applied, migrations); !checked)
        return checked.error();
    const int reached = applied->empty() ? 0 : applied->back().version;
    const auto next = std::find_if(migrations.begin(), migrations.end(),
                                   [&](const Migration &step) { return step.version > reached; });
    if (next == migrations.end())
        return false;
    if (const auto done = apply(connection, *next); !done)
        return done.error();
    return true;
}

} // namespace

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex());
}

std::vector<Migration> sqliteMigrations()
{
    std::vector<Migration> migrations;
    const QDir folder(u":/migrations/sqlite"_s);
    for (const QString &file : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile source(folder.filePath(file));
        if (!source.open(QIODevice::ReadOnly))
            qFatal("A migration is missing from the program.");
        migrations.push_back({file.section(u'_', 0, 0).toInt(),
                              file.section(u'_', 1).section(u'.', 0, 0), source.readAll()});
    }
    return migrations;
}

Result<> migrate(SqlConnection &connection, const std::vector<Migration> &migrations)
{
    const auto prepared = connection.execute(uR"(
        CREATE TABLE IF NOT EXISTS schema_migration (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            program TEXT NOT NULL,
            applied_at INTEGER NOT NULL
        ) STRICT)"_s);
    if (!prepared)
        return prepared.error();
    Result<bool> applied = true;
    while (applied && *applied) {
        if (const auto begun = connection.begin(); !begun)
            return begun.error();
        applied = applyNext(connection, migrations);
        const Result<> ended = applied ? connection.commit() : applied.error();
        if (!ended) {
            connection.rollback();
            return ended.error();
        }
    }
    return {};
}

} // namespace linnet
