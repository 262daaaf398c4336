// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/session.h"
#include "server/services/authenticator.h"

#include <QCoroTask>

#include <QCache>
#include <QHostAddress>
#include <QMutex>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace linnet {

class EventBus;
class RevokedSessions;

//! \brief Who has proved themselves lately, and from where.
//!
//! Clients of some older families name a user when they open a socket and prove nothing. Such a
//! socket is taken for what the same user has proved from the same address a moment ago. Safe from
//! any thread; bounded.
class RecentCallers
{
public:
    //! \brief What a user's name alone is worth.
    enum class Trust {
        Nothing,
        Recent, //!< As much as a proof from the same address within the window.
        Anything, //!< As much as any live session of that user: anybody can be anybody.
    };

    struct Settings
    {
        Trust trust = Trust::Recent;
        std::chrono::milliseconds window = std::chrono::minutes(15);
        QSet<QString> dialects = {}; //!< Of the families that are trusted like this.
        int mostUsers = 50'000;

        bool operator==(const Settings &) const = default;
    };

    //! \brief What it stands on. All of it outlives the callers.
    struct Surroundings
    {
        EventBus &bus; //!< Tells which sessions end.
        //! Lists a user's live sessions, newest first.
        std::function<QCoro::Task<Result<std::vector<Session>>>(UserId)> sessions;
        const RevokedSessions &revoked;
        const Clock &clock;
    };

    RecentCallers(Surroundings surroundings, Settings settings);

    //! Trusts by \p settings from now on, but for mostUsers. Safe from any thread.
    void configure(Settings settings) { m_settings.replace(std::move(settings)); }

    //! \p identity has been proved from \p address.
    void note(const QHostAddress &address, const Identity &identity);

    //! \return as whom to take somebody at \p address who says that they are \p user. What is not
    //! in memory, as after a restart, is looked up among the user's sessions.
    QCoro::Task<std::optional<Identity>> find(UserId user, QHostAddress address);

    //! \return whether \p identity, found before, would still be found.
    bool isLive(const Identity &identity) const;

private:
    struct Call
    {
        QHostAddress address;
        Identity identity;
        Timestamp at{};
    };
    using Calls = std::vector<Call>;

    std::optional<Identity> recall(UserId user, const QHostAddress &address);
    bool isEnough(const Session &session, const QHostAddress &address) const;
    bool isRecent(Timestamp time) const;
    void forget(UserId user, SessionId session);

    const Surroundings m_surroundings;
    Live<Settings> m_settings;
    QMutex m_mutex;
    QCache<UserId, Calls> m_calls; //!< Newest first.
};

} // namespace linnet
