// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/session.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

//! The columns that toSession() takes a session from.
#define LINNET_SESSION_COLUMNS(of)                                                                 \
    of "id, " of "account_id, " of "device, " of "dialect, " of "client_name, " of "address, " of  \
       "user_agent, " of "created_at, " of "last_seen_at, " of "expires_at, " of "revoked_at, " of \
       "revoked_by, " of "revoked_why, " of "access_lifetime"

inline constexpr int SessionColumns = 14;

inline Session toSession(const SqlRow &row)
{
    return {.id = row.id<SessionId>(0),
            .user = row.id<UserId>(1),
            .device = row.text(2),
            .dialect = row.text(3),
            .clientName = row.text(4),
            .address = row.text(5),
            .userAgent = row.text(6),
            .accessLifetime = std::chrono::seconds(row.integer(13)),
            .createdAt = row.time(7),
            .lastSeenAt = row.time(8),
            .expiresAt = row.time(9),
            .revokedAt = row.optionalTime(10),
            .revokedBy = row.text(11),
            .revokedWhy = row.text(12)};
}

} // namespace linnet
