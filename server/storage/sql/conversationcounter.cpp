// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/conversationcounter.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

Result<ConversationCounter> countChange(SqlConnection &connection, ConversationId conversation)
{
    const auto counted = Statement(connection, R"(
        UPDATE conversation SET last_change = last_change + 1 WHERE id = ?
        RETURNING last_seq, last_change)")
                             .bind(conversation)
                             .one([](const SqlRow &row) {
                                 return ConversationCounter{row.integer(0), row.integer(1)};
                             });
    return required(counted, noSuchConversation());
}

} // namespace linnet
