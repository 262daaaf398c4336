// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/session.h"

#include <vector>

namespace linnet {

//! \brief Who ended a session, and when and why.
struct Revocation
{
    Timestamp at{};
    QString by; //!< As Session::revokedBy.
    QString why;
};

//! \brief When a session was last heard of.
struct SessionSeen
{
    SessionId session;
    Timestamp at{};
};

//! \brief Sessions of people's devices, those that ended included.
class SessionStore
{
public:
    virtual ~SessionStore() = default;

    virtual Result<> add(const Session &session) = 0;
    virtual Result<Session> find(SessionId id) = 0;
    //! \return the user's sessions that are neither revoked nor expired at \p now, newest first.
    virtual Result<std::vector<Session>> listLive(UserId user, Timestamp now) = 0;
    //! \return the addresses that sessions of the user were opened from, newest first, a hundred of
    //! them: of those that are neither revoked nor expired at \p now, and of those that were heard
    //! of at \p since or later, and after the last one that was taken away, and that were not:
    //! signed out by themselves, replaced on their own device, or expired.
    virtual Result<std::vector<QString>> listAddresses(UserId user, Timestamp now,
                                                       Timestamp since) = 0;
    //! \return all sessions revoked at or after \p since.
    virtual Result<std::vector<Session>> listRevoked(Timestamp since) = 0;

    //! \return false if it was revoked already, which is not an error.
    virtual Result<bool> revoke(SessionId id, const Revocation &revocation) = 0;
    //! Stores what the user calls the client.
    virtual Result<> rename(SessionId id, const QString &clientName) = 0;
    virtual Result<> extend(SessionId id, Timestamp expiresAt) = 0;
    virtual Result<> touch(const std::vector<SessionSeen> &seen) = 0;
    //! Removes sessions that expired before \p time.
    virtual Result<> removeExpired(Timestamp time) = 0;
};

} // namespace linnet
