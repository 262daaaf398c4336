// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/session.h"
#include "server/services/notification/notificationwriter.h"

namespace linnet {

class Mailer;

//! \brief What people are to know of that happened to their account.
enum class SecurityEvent {
    PasswordChanged,
    PasswordRemoved, //!< Whoever chose it had not proven the address, whose owner has signed in.
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    TokenReused, //!< A refresh token came twice, so its session ended.
    OthersSignedOut,
    EmailProven,
    EmailChanged,
    IdentifierAdded,
    IdentifierRemoved,
};

//! \brief Tells people what concerns the safety of their account, within the transaction of what it
//! is about: with a notification, and where it weighs most with a mail besides.
class SecurityWriter
{
public:
    //! \p mailer outlives the writer.
    SecurityWriter(NotificationContext context, const Mailer &mailer);

    //! \param user the account as it was: a mail goes to the address that it had. \return what to
    //! announce().
    Result<NotificationView> add(Stores &stores, const User &user, SecurityEvent event) const;
    //! As above: \p session is on a device where they were not signed in. A mail goes to a proven
    //! address alone: where they are is no stranger's business.
    Result<NotificationView> addSignIn(Stores &stores, const User &user,
                                       const Session &session) const;

    //! Tells whom it is for; to be called after the commit.
    void announce(const std::optional<NotificationView> &view) const;

private:
    Result<NotificationView> notify(Stores &stores, const User &user, NotificationKind kind,
                                    const QJsonObject &data) const;
    //! Where no mail can be sent, none is.
    Result<> mail(Stores &stores, const User &user, const QString &templateName,
                  const QJsonObject &values) const;

    const NotificationContext m_context;
    const NotificationWriter m_notifications;
    const Mailer &m_mailer;
};

} // namespace linnet
