// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsettingstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace linnet {

namespace {

// QJsonDocument knows objects and arrays only, so a value goes through an array of one.
QString textOf(const QJsonValue &value)
{
    const QJsonDocument document(QJsonArray{value});
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact).mid(1).chopped(1));
}

QJsonValue valueOf(const QString &text)
{
    return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().first();
}

} // namespace

Result<SettingValues> SqlSettingStore::all()
{
    const auto rows =
        Statement(m_connection, "SELECT name, value FROM setting").fetch([](const SqlRow &row) {
            return std::pair(row.text(0), valueOf(row.text(1)));
        });
    if (!rows)
        return rows.error();
    SettingValues values;
    for (const auto &[name, value] : *rows)
        values[name] = value;
    return values;
}

Result<> SqlSettingStore::set(const QString &name, const QJsonValue &value)
{
    if (value.isNull())
        return done(Statement(m_connection, "DELETE FROM setting WHERE name = ?").bind(name).run());
    return done(Statement(m_connection, R"(
        INSERT INTO setting (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value)")
                    .bind(name, textOf(value))
                    .run());
}

} // namespace linnet
