// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/storage/stores.h"

#include <QCoroTask>

namespace linnet {

class Database;
class NewsMailer;

//! \brief When people are told what they missed.
struct AbsenceSettings
{
    //! How long somebody is away before they are told what they missed; zero: they never are.
    std::chrono::milliseconds after{};
    std::chrono::milliseconds every{}; //!< Until they are told again, unless they come back.

    bool operator==(const AbsenceSettings &) const = default;
};

//! \brief Tells people by mail, once they have been away for a while, how much they have missed.
//!
//! Who has missed something has a row, which says when to look at them next, for as long as an
//! unread notification says so. So nothing is done for each message, and a restart forgets nobody.
class AbsenceService
{
public:
    //! All outlive the service.
    AbsenceService(Database &database, const Clock &clock, const NewsMailer &mails,
                   AbsenceSettings settings);

    //! Follows \p settings from now on. Safe from any thread.
    void configure(AbsenceSettings settings) { m_settings.replace(settings); }

    //! Within a transaction: \p user, who is not here, was left a notification of messages.
    Result<> note(Stores &stores, UserId user) const;

    //! Tells those whose time has come: to be called now and then.
    QCoro::Task<Result<>> goThrough();

private:
    bool isOn() const;
    //! \return how many were looked at.
    Result<size_t> lookAtSome(Stores &stores) const;
    Result<> lookAt(Stores &stores, const AbsenceView &view) const;
    //! \return whether there is a mail of what \p user has missed since \p since.
    Result<bool> tell(Stores &stores, UserId user, Timestamp since) const;

    Database &m_database;
    const Clock &m_clock;
    const NewsMailer &m_mails;
    Live<AbsenceSettings> m_settings;
};

} // namespace linnet
