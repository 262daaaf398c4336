// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

class SqlConnection;

//! \brief How far the members of a conversation have got, as one of them sees it.
struct ReceiptView
{
    qint64 ownDelivered = 0;
    qint64 ownRead = 0;
    qint64 othersDelivered = 0; //!< The least of the others'; 0 if there are none.
    qint64 othersRead = 0;
};

//! \brief What a member may see of a conversation: everything after one place, through another.
struct MessageWindow
{
    ConversationId conversation;
    UserId viewer;
    qint64 after = 0;
    qint64 through = 0;
    ReceiptView receipts;
};

//! \return NotFound unless \p viewer is a member, or was one.
Result<MessageWindow> findWindow(SqlConnection &connection, ConversationId conversation,
                                 UserId viewer);

//! \return the first place in \p window whose message is not older than \p time; after its end if
//! all are older. Times rise with places, so a few steps find it without an index on the time.
Result<qint64> firstNotBefore(SqlConnection &connection, const MessageWindow &window,
                              Timestamp time);

//! \return the first place in \p window whose message came with a later change than \p change,
//! found in the same way; whatever has become of that message since.
Result<qint64> firstAfterChange(SqlConnection &connection, const MessageWindow &window,
                                qint64 change);

//! \return a row of message columns and its sender's user columns, as \p viewer sees it.
MessageView toMessageView(const SqlRow &row, UserId viewer, const ReceiptView &receipts);

} // namespace linnet
