// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/securitywriter.h"

#include "common/core/clock.h"
#include "server/jobs/mail/mailer.h"
#include "server/services/identity/emailclaim.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

QLatin1String nameOf(SecurityEvent event)
{
    switch (event) {
    case SecurityEvent::PasswordChanged:
        return "password_changed"_L1;
    case SecurityEvent::PasswordRemoved:
        return "password_removed"_L1;
    case SecurityEvent::SecondFactorOn:
        return "second_factor_on"_L1;
    case SecurityEvent::SecondFactorOff:
        return "second_factor_off"_L1;
    case SecurityEvent::RecoveryCodeUsed:
        return "recovery_code_used"_L1;
    case SecurityEvent::RecoveryCodesRenewed:
        return "recovery_codes_renewed"_L1;
    case SecurityEvent::TokenReused:
        return "token_reused"_L1;
    case SecurityEvent::OthersSignedOut:
        return "others_signed_out"_L1;
    case SecurityEvent::EmailProven:
        return "email_proven"_L1;
    case SecurityEvent::EmailChanged:
        return "email_changed"_L1;
    case SecurityEvent::IdentifierAdded:
        return "identifier_added"_L1;
    case SecurityEvent::IdentifierRemoved:
        return "identifier_removed"_L1;
    }
    Q_UNREACHABLE();
}

//! \return the mail that goes with \p event; empty: none does.
QString templateOf(SecurityEvent event)
{
    switch (event) {
    case SecurityEvent::PasswordChanged:
        return u"password-changed"_s;
    case SecurityEvent::PasswordRemoved:
        return u"password-removed"_s;
    case SecurityEvent::SecondFactorOff:
        return u"second-factor-off"_s;
    case SecurityEvent::EmailChanged:
        return u"email-changed"_s;
    case SecurityEvent::IdentifierAdded:
        return u"identifier-added"_s;
    case SecurityEvent::IdentifierRemoved:
        return u"identifier-removed"_s;
    default:
        return {};
    }
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

} // namespace

SecurityWriter::SecurityWriter(NotificationContext context, const Mailer &mailer)
    : m_context(context)
    , m_notifications(context)
    , m_mailer(mailer)
{}

Result<NotificationView> SecurityWriter::add(Stores &stores, const User &user,
                                             SecurityEvent event) const
{
    const QString name = templateOf(event);
    if (!name.isEmpty() && isOpenedByMail(user)) {
        const QJsonObject values{{"time"_L1, toIso(m_context.clock.now())}};
        if (const auto mailed = mail(stores, user, name, values); !mailed)
            return mailed.error();
    }
    return notify(stores, user, NotificationKind::Security, {{"event"_L1, nameOf(event)}});
}

Result<NotificationView> SecurityWriter::addSignIn(Stores &stores, const User &user,
                                                   const Session &session) const
{
    const QString client = session.clientName.isEmpty() ? session.userAgent : session.clientName;
    if (user.isEmailVerified) {
        const auto mailed = mail(stores, user, u"new-sign-in"_s,
                                 {{"device"_L1, orDash(session.device)},
                                  {"client"_L1, orDash(client)},
                                  {"address"_L1, orDash(session.address)},
                                  {"time"_L1, toIso(session.createdAt)}});
        if (!mailed)
            return mailed.error();
    }
    return notify(stores, user, NotificationKind::SignIn,
                  {{"sessionId"_L1, session.id.toString()},
                   {"device"_L1, session.device},
                   {"client"_L1, client},
                   {"address"_L1, session.address}});
}

void SecurityWriter::announce(const std::optional<NotificationView> &view) const
{
    if (view)
        m_notifications.announce(*view);
}

//! It is the account's own doing: who shows notifications by whom they are from has somebody.
Result<NotificationView> SecurityWriter::notify(Stores &stores, const User &user,
                                                NotificationKind kind,
                                                const QJsonObject &data) const
{
    Notification told;
    told.user = user.id;
    told.kind = kind;
    told.data = data;
    return m_notifications.add(stores, told, user);
}

Result<> SecurityWriter::mail(Stores &stores, const User &user, const QString &templateName,
                              const QJsonObject &values) const
{
    if (user.email.isEmpty() || !m_mailer.check())
        return {};
    Mail mail;
    mail.to = user.email;
    mail.templateName = templateName;
    mail.values = values;
    return m_mailer.send(stores, mail);
}

} // namespace linnet
