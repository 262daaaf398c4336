// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccountstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/likepattern.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

//! Whether somebody can still have the account: it is neither erased nor merged into another.
#define REACHABLE                                                                                  \
    R"(NOT EXISTS (SELECT 1 FROM erasure WHERE account_id = account.id AND begun_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM merger WHERE account_id = account.id))"

namespace linnet {

namespace {

User userOf(const SqlRow &row)
{
    return toUser(row);
}

template <typename Values, typename ToJson>
QString toJsonArray(const Values &values, ToJson toJson)
{
    QJsonArray array;
    for (const auto &value : values)
        array.append(toJson(value));
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

//! \return \p text for a column in which an account without it has null, so that it is unique.
std::optional<QString> orNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

const char *selectBy(Identifier::Kind kind)
{
    switch (kind) {
    case Identifier::Kind::Phone:
        return "SELECT " LINNET_USER_COLUMNS("") " FROM account WHERE phone = ?";
    case Identifier::Kind::Email:
        return "SELECT " LINNET_USER_COLUMNS("") " FROM account WHERE email = ?";
    case Identifier::Kind::Username:
        break;
    }
    return "SELECT " LINNET_USER_COLUMNS("") " FROM account WHERE lower(username) = ?";
}

Error taken()
{
    return {Error::Kind::Conflict, QLatin1String("identifier_taken"),
            QStringLiteral("This is in use by another account.")};
}

} // namespace

SqlAccountStore::SqlAccountStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<User> SqlAccountStore::find(UserId id)
{
    return required(
        Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("") " FROM account WHERE id = ?")
            .bind(id)
            .one(userOf),
        noSuchUser());
}

Result<User> SqlAccountStore::findByIdentifier(const Identifier &identifier)
{
    return required(
        Statement(m_connection, selectBy(identifier.kind)).bind(identifier.value).one(userOf),
        noSuchUser());
}

Result<std::vector<User>> SqlAccountStore::findMany(const std::vector<UserId> &ids)
{
    const QString list = toJsonArray(ids, [](UserId id) { return id.toString(); });
    return Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("") R"(
        FROM account WHERE id IN )" LINNET_BOUND_IDS)
        .bind(list)
        .fetch(userOf);
}

Result<qint64> SqlAccountStore::countReachable(const std::vector<UserId> &ids)
{
    const QString list = toJsonArray(ids, [](UserId id) { return id.toString(); });
    const auto counted =
        Statement(m_connection,
                  "SELECT count(*) FROM account WHERE " REACHABLE " AND id IN " LINNET_BOUND_IDS)
            .bind(list)
            .one([](const SqlRow &row) { return row.number(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<User>> SqlAccountStore::listByPhones(const std::vector<QString> &phones)
{
    const QString list = toJsonArray(phones, [](const QString &phone) { return phone; });
    return Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("") R"(
        FROM account WHERE phone IN )" LINNET_BOUND_TEXTS)
        .bind(list)
        .fetch(userOf);
}

Result<std::vector<User>> SqlAccountStore::search(const AccountSearch &search)
{
    const QString text = search.text.toCaseFolded();
    const QString pattern = u'%' + likePattern(text) + u'%';
    return Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("") R"(
        FROM account
        WHERE id > ? AND id <> ?
              AND NOT EXISTS (SELECT 1 FROM block
                              WHERE blocker_id = account.id AND blocked_id = ?)
              AND NOT EXISTS (SELECT 1 FROM block
                              WHERE blocker_id = ? AND blocked_id = account.id)
              AND )" REACHABLE R"(
              AND (search_name LIKE ? ESCAPE '\' OR phone LIKE ? ESCAPE '\'
                   OR lower(username) LIKE ? ESCAPE '\' OR email = ?)
        ORDER BY id LIMIT ?)")
        .bind(search.after, search.except, search.viewer, search.viewer, pattern, pattern, pattern,
              text, search.limit)
        .fetch(userOf);
}

Result<> SqlAccountStore::add(const User &user)
{
    const auto verifiedAt = user.isEmailVerified ? std::optional(user.createdAt) : std::nullopt;
    const auto added =
        changedAny(Statement(m_connection, R"(
        INSERT INTO account (id, phone, email, email_verified_at, username, display_name,
                             search_name, avatar_url, status_text, bio, created_at, updated_at,
                             language)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING)")
                       .bind(user.id, orNull(user.phone), orNull(user.email), verifiedAt,
                             orNull(user.username), user.displayName,
                             user.displayName.toCaseFolded(), user.avatarUrl, user.statusText,
                             user.bio, user.createdAt, user.updatedAt, user.language)
                       .run());
    if (!added)
        return added.error();
    if (!*added)
        return taken();
    return {};
}

Result<> SqlAccountStore::updateProfile(const User &user)
{
    if (auto free = checkFree(user.id, {Identifier::Kind::Username, user.username}); !free)
        return free;
    const auto changed = changedAny(
        Statement(m_connection, R"(
        UPDATE account
        SET username = ?, display_name = ?, search_name = ?, avatar_url = ?, status_text = ?,
            bio = ?, language = ?, updated_at = ?
        WHERE id = ?)")
            .bind(orNull(user.username), user.displayName, user.displayName.toCaseFolded(),
                  user.avatarUrl, user.statusText, user.bio, user.language, user.updatedAt, user.id)
            .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

Result<> SqlAccountStore::updatePrivacy(UserId user, const Privacy &privacy)
{
    const auto changed =
        changedAny(Statement(m_connection, R"(
        UPDATE account
        SET last_seen_audience = ?, avatar_audience = ?, group_audience = ?, read_receipts = ?
        WHERE id = ?)")
                       .bind(toCode(privacy.lastSeen), toCode(privacy.avatar),
                             toCode(privacy.groups), privacy.readReceipts ? 1 : 0, user)
                       .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

Result<> SqlAccountStore::setPhone(UserId user, const QString &phone)
{
    if (auto free = checkFree(user, {Identifier::Kind::Phone, phone}); !free)
        return free;
    const auto changed =
        changedAny(Statement(m_connection, "UPDATE account SET phone = ? WHERE id = ?")
                       .bind(orNull(phone), user)
                       .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

Result<> SqlAccountStore::setEmail(UserId user, const QString &email,
                                   std::optional<Timestamp> verifiedAt)
{
    if (auto free = checkFree(user, {Identifier::Kind::Email, email}); !free)
        return free;
    const auto changed = changedAny(
        Statement(m_connection, "UPDATE account SET email = ?, email_verified_at = ? WHERE id = ?")
            .bind(orNull(email), verifiedAt, user)
            .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

Result<> SqlAccountStore::checkFree(UserId user, const Identifier &identifier)
{
    const auto owner = findByIdentifier({identifier.kind, identifier.value.toLower()});
    if (owner && owner->id != user)
        return taken();
    if (!owner && owner.error().kind != Error::Kind::NotFound)
        return owner.error();
    return {};
}

} // namespace linnet
