// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccountstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/identifierkind.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace linnet {

namespace {

// Every SELECT below names its columns in this order.
User toUser(const SqlRow &row)
{
    return {.id = row.id<UserId>(0),
            .phone = row.text(1),
            .displayName = row.text(2),
            .avatarUrl = row.text(3),
            .statusText = row.text(4),
            .createdAt = row.time(5),
            .updatedAt = row.time(6)};
}

//! \return a pattern for LIKE … ESCAPE '\' that finds \p text anywhere.
QString containing(QString text)
{
    text.replace(u'\\', QLatin1String("\\\\"));
    text.replace(u'%', QLatin1String("\\%"));
    text.replace(u'_', QLatin1String("\\_"));
    return u'%' + text + u'%';
}

template <typename Values, typename ToJson>
QString toJsonArray(const Values &values, ToJson toJson)
{
    QJsonArray array;
    for (const auto &value : values)
        array.append(toJson(value));
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

SqlAccountStore::SqlAccountStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<User> SqlAccountStore::find(UserId id)
{
    return required(Statement(m_connection, R"(
        SELECT a.id, coalesce(p.value, ''), a.display_name, a.avatar_url, a.status_text,
               a.created_at, a.updated_at
        FROM account a LEFT JOIN identifier p ON p.account_id = a.id AND p.kind = 'phone'
        WHERE a.id = ?)")
                        .bind(id)
                        .one(toUser),
                    noSuchUser());
}

Result<User> SqlAccountStore::findByIdentifier(const Identifier &identifier)
{
    return required(Statement(m_connection, R"(
        SELECT a.id, coalesce(p.value, ''), a.display_name, a.avatar_url, a.status_text,
               a.created_at, a.updated_at
        FROM identifier i JOIN account a ON a.id = i.account_id
             LEFT JOIN identifier p ON p.account_id = a.id AND p.kind = 'phone'
        WHERE i.kind = ? AND i.value = ?)")
                        .bind(kindName(identifier.kind), identifier.value)
                        .one(toUser),
                    noSuchUser());
}

Result<std::vector<User>> SqlAccountStore::findMany(const std::vector<UserId> &ids)
{
    const QString list = toJsonArray(ids, [](UserId id) { return id.toString(); });
    return Statement(m_connection, R"(
        SELECT a.id, coalesce(p.value, ''), a.display_name, a.avatar_url, a.status_text,
               a.created_at, a.updated_at
        FROM account a LEFT JOIN identifier p ON p.account_id = a.id AND p.kind = 'phone'
        WHERE a.id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)))")
        .bind(list)
        .fetch(toUser);
}

Result<std::vector<User>> SqlAccountStore::listByPhones(const std::vector<QString> &phones)
{
    const QString list = toJsonArray(phones, [](const QString &phone) { return phone; });
    return Statement(m_connection, R"(
        SELECT a.id, p.value, a.display_name, a.avatar_url, a.status_text, a.created_at,
               a.updated_at
        FROM identifier p JOIN account a ON a.id = p.account_id
        WHERE p.kind = 'phone' AND p.value IN (SELECT value FROM json_each(?)))")
        .bind(list)
        .fetch(toUser);
}

Result<std::vector<User>> SqlAccountStore::search(const AccountSearch &search)
{
    const QString pattern = containing(search.text.toCaseFolded());
    return Statement(m_connection, R"(
        SELECT a.id, coalesce(p.value, ''), a.display_name, a.avatar_url, a.status_text,
               a.created_at, a.updated_at
        FROM account a LEFT JOIN identifier p ON p.account_id = a.id AND p.kind = 'phone'
        WHERE a.id > ? AND a.id <> ?
              AND (a.search_name LIKE ? ESCAPE '\' OR p.value LIKE ? ESCAPE '\')
        ORDER BY a.id LIMIT ?)")
        .bind(search.after, search.except, pattern, pattern, search.limit)
        .fetch(toUser);
}

Result<> SqlAccountStore::add(const User &user)
{
    const auto added = Statement(m_connection, R"(
        INSERT INTO account (id, display_name, search_name, avatar_url, status_text, created_at,
                             updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?))")
                           .bind(user.id, user.displayName, user.displayName.toCaseFolded(),
                                 user.avatarUrl, user.statusText, user.createdAt, user.updatedAt)
                           .run();
    if (!added)
        return added.error();
    if (user.phone.isEmpty())
        return {};
    return addIdentifier(user.id, {Identifier::Kind::Phone, user.phone}, user.createdAt);
}

Result<> SqlAccountStore::addIdentifier(UserId user, const Identifier &identifier,
                                        Timestamp verifiedAt)
{
    const auto added =
        changedAny(Statement(m_connection, R"(
        INSERT INTO identifier (kind, value, account_id, verified_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING)")
                       .bind(kindName(identifier.kind), identifier.value, user, verifiedAt)
                       .run());
    if (!added)
        return added.error();
    if (!*added)
        return Error{Error::Kind::Conflict, QLatin1String("identifier_taken"),
                     QStringLiteral("This is in use by another account.")};
    return {};
}

Result<> SqlAccountStore::updateProfile(const User &user)
{
    const auto changed =
        changedAny(Statement(m_connection, R"(
        UPDATE account
        SET display_name = ?, search_name = ?, avatar_url = ?, status_text = ?, updated_at = ?
        WHERE id = ?)")
                       .bind(user.displayName, user.displayName.toCaseFolded(), user.avatarUrl,
                             user.statusText, user.updatedAt, user.id)
                       .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

} // namespace linnet
