// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/user.h"
#include "server/storage/stores.h"

#include <QJsonObject>
#include <QString>

namespace linnet {

class Mailer;

struct MailLinkSettings
{
    //! Where people reach the server. A request's own idea of it is not believed but on loopback:
    //! it comes from whoever asks, and the link goes to somebody else.
    QString publicUrl = {};
    std::chrono::minutes verifyLifetime = std::chrono::minutes(30);
    std::chrono::minutes resetLifetime = std::chrono::minutes(15);
    std::chrono::hours invitationLifetime = std::chrono::hours(7 * 24);

    bool operator==(const MailLinkSettings &) const = default;
};

//! \brief The page that a link opens; the token is added to it.
struct LinkPage
{
    QString origin; //!< Where the client reached the server.
    QString path; //!< e.g. "/verify-email"; an absolute address goes before origin.
    QString languages = {}; //!< As SignIn::languages.
};

//! \brief Links that are mailed to people, and prove by coming back that they arrived.
class MailLinks
{
public:
    MailLinks(const Mailer &mailer, const Clock &clock, MailLinkSettings settings);

    //! Follows \p settings from now on. Safe from any thread.
    void configure(MailLinkSettings settings) { m_settings.replace(std::move(settings)); }

    //! \return "mail_not_configured" or "public_url_missing" if no link can be sent.
    Result<> check(const LinkPage &page) const;

    //! Within a transaction: mails \p user a link to its address. Older ones of the purpose end.
    Result<> send(Stores &stores, LinkPurpose purpose, const User &user,
                  const LinkPage &page) const;

    //! As send(), to somebody for whom an account was made: the link is one to a new password, and
    //! good for longer.
    Result<> invite(Stores &stores, const User &user, const LinkPage &page) const;

    //! \return the link that carries \p token, and whose address is still the user's. Errors:
    //! "link_invalid", "link_expired".
    Result<MailLink> find(Stores &stores, LinkPurpose purpose, const QString &token) const;

    //! As find(), and ends it and all others that were sent for the purpose.
    Result<MailLink> take(Stores &stores, LinkPurpose purpose, const QString &token) const;

private:
    //! \brief What a link is for, how long it is good, and what mail it comes in.
    struct Letter
    {
        LinkPurpose purpose = LinkPurpose::VerifyEmail;
        std::chrono::minutes lifetime{};
        QString templateName;
        QJsonObject values; //!< Beside the link.
    };

    Result<> mail(Stores &stores, const Letter &letter, const User &user,
                  const LinkPage &page) const;
    //! \return the address of \p page, or nothing if it cannot be known.
    QString urlOf(const LinkPage &page) const;

    const Mailer &m_mailer;
    const Clock &m_clock;
    Live<MailLinkSettings> m_settings;
};

} // namespace linnet
