// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sessionstore.h"

namespace linnet {

class SqlConnection;

class SqlSessionStore : public SessionStore
{
public:
    explicit SqlSessionStore(SqlConnection &connection);

    Result<> add(const Session &session) override;
    Result<Session> find(SessionId id) override;
    Result<std::vector<Session>> listLive(UserId user, Timestamp now) override;
    Result<std::vector<QString>> listAddresses(UserId user, Timestamp now,
                                               Timestamp since) override;
    Result<std::vector<Session>> listRevoked(Timestamp since) override;
    Result<bool> revoke(SessionId id, const Revocation &revocation) override;
    Result<> rename(SessionId id, const QString &clientName) override;
    Result<> extend(SessionId id, Timestamp expiresAt) override;
    Result<> touch(const std::vector<SessionSeen> &seen) override;
    Result<> removeExpired(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
