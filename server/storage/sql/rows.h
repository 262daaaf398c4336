// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/message.h"
#include "common/domain/user.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

// Columns a SELECT names and what turns them into a value, side by side. Macros, because a
// statement's text is a literal.

// clang-format off
#define LINNET_CONVERSATION_COLUMNS(c) \
    c "id, " c "kind, " c "title, " c "avatar_url, " c "created_by, " c "created_at, " \
    c "updated_at, " c "last_seq, " c "last_change, " c "bio, " c "closed_at, " c "frozen_at"

#define LINNET_MEMBER_COLUMNS(mb) \
    mb "conversation_id, " mb "user_id, " mb "role, " mb "joined_at, " mb "joined_seq, " \
    mb "left_seq, " mb "delivered_seq, " mb "read_seq, " mb "change_seq, " \
    mb "shown_read_seq"

//! What a message was changed by last, if it was since it came.
#define LINNET_NEWEST_CHANGE(m) "coalesce(" m "changed_seq, " m "change_seq)"

#define LINNET_MESSAGE_COLUMNS(m) \
    m "id, " m "conversation_id, " m "seq, " LINNET_NEWEST_CHANGE(m) ", " m "sender_id, " \
    m "client_id, " m "kind, " m "body, " m "media_url, " m "media_thumbnail, " m "media_size, " m "reply_to, " \
    m "created_at, " m "edited_at, " m "deleted_at, " m "mentions, " \
    m "membership"

#define LINNET_USER_COLUMNS(a) \
    a "id, " a "phone, " a "email, " a "username, " a "display_name, " a "avatar_url, " \
    a "status_text, " a "bio, " a "email_verified_at, " a "created_at, " a "updated_at, " \
    a "last_seen_audience, " a "avatar_audience, " a "group_audience, " a "read_receipts, " \
    a "language"
// clang-format on

constexpr int ConversationColumns = 12;
constexpr int MemberColumns = 10;
constexpr int MessageColumns = 17;
constexpr int UserColumns = 16;

//! \param first the column at which the value's columns begin.
Conversation toConversation(const SqlRow &row, int first = 0);
Member toMember(const SqlRow &row, int first = 0);
Message toMessage(const SqlRow &row, int first = 0);
User toUser(const SqlRow &row, int first = 0);

//! \return what is stored of \p mentions, which are some.
QString toMentionText(const std::vector<UserId> &mentions);

} // namespace linnet
