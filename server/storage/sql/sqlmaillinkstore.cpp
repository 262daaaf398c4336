// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmaillinkstore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("link_not_found"),
            QStringLiteral("Link not found")};
}

} // namespace

SqlMailLinkStore::SqlMailLinkStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<MailLink> SqlMailLinkStore::find(const QByteArray &hash)
{
    const auto toLink = [&hash](const SqlRow &row) -> MailLink {
        return {.hash = hash,
                .purpose = fromCode<LinkPurpose>(row.number(0)),
                .user = row.id<UserId>(1),
                .email = row.text(2),
                .expiresAt = row.time(3)};
    };
    return required(Statement(m_connection, R"(
        SELECT purpose, account_id, email, expires_at FROM mail_link WHERE hash = ?)")
                        .bind(hash)
                        .one(toLink),
                    missing());
}

Result<> SqlMailLinkStore::add(const MailLink &link)
{
    return done(Statement(m_connection, R"(
        INSERT INTO mail_link (hash, purpose, account_id, email, expires_at)
        VALUES (?, ?, ?, ?, ?))")
                    .bind(link.hash, toCode(link.purpose), link.user, link.email, link.expiresAt)
                    .run());
}

Result<> SqlMailLinkStore::removeAll(UserId user, LinkPurpose purpose)
{
    return done(
        Statement(m_connection, "DELETE FROM mail_link WHERE account_id = ? AND purpose = ?")
            .bind(user, toCode(purpose))
            .run());
}

Result<> SqlMailLinkStore::removeExpired(Timestamp time)
{
    return done(
        Statement(m_connection, "DELETE FROM mail_link WHERE expires_at < ?").bind(time).run());
}

} // namespace linnet
