// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmailchoicestore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

Result<MailChoice> SqlMailChoiceStore::find(UserId user)
{
    const auto found = Statement(m_connection, R"(
        SELECT friend_requests, while_away FROM mail_choice WHERE account_id = ?)")
                           .bind(user)
                           .one([](const SqlRow &row) {
                               return MailChoice{row.number(0) != 0, row.number(1) != 0};
                           });
    if (!found)
        return found.error();
    return found->value_or(MailChoice());
}

Result<> SqlMailChoiceStore::put(UserId user, const MailChoice &choice)
{
    return done(Statement(m_connection, R"(
        INSERT INTO mail_choice (account_id, friend_requests, while_away) VALUES (?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET friend_requests = excluded.friend_requests, while_away = excluded.while_away)")
                    .bind(user, choice.friendRequests, choice.whileAway)
                    .run());
}

} // namespace linnet
