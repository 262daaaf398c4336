// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/maillinks.h"

#include "common/core/random.h"
#include "server/jobs/mail/mailer.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int TokenBytes = 32;

QByteArray hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

Error invalid()
{
    return {Error::Kind::InvalidInput, "link_invalid"_L1,
            u"This link is not valid. Ask for a new one."_s};
}

Error expired()
{
    return {Error::Kind::InvalidInput, "link_expired"_L1,
            u"This link has expired. Ask for a new one."_s};
}

bool isLoopback(const QString &origin)
{
    const QString host = QUrl(origin).host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

} // namespace

MailLinks::MailLinks(const Mailer &mailer, const Clock &clock, MailLinkSettings settings)
    : m_mailer(mailer)
    , m_clock(clock)
    , m_settings(std::move(settings))
{}

QString MailLinks::urlOf(const LinkPage &page) const
{
    if (QUrl(page.path).isRelative()) {
        const QString &publicUrl = m_settings->publicUrl;
        if (!publicUrl.isEmpty())
            return publicUrl + page.path;
        return isLoopback(page.origin) ? page.origin + page.path : QString();
    }
    return page.path;
}

Result<> MailLinks::check(const LinkPage &page) const
{
    if (auto mailer = m_mailer.check(); !mailer)
        return mailer;
    if (urlOf(page).isEmpty())
        return Error{Error::Kind::Unavailable, "public_url_missing"_L1,
                     u"This server has not been told its public address."_s};
    return {};
}

Result<> MailLinks::send(Stores &stores, LinkPurpose purpose, const User &user,
                         const LinkPage &page) const
{
    const bool isReset = purpose == LinkPurpose::NewPassword;
    const auto lifetime = isReset ? m_settings->resetLifetime : m_settings->verifyLifetime;
    const QString templateName = isReset ? u"password-reset"_s : u"verify-email"_s;
    const QJsonObject values{{"minutes"_L1, QString::number(lifetime.count())}};
    return mail(stores, {purpose, lifetime, templateName, values}, user, page);
}

Result<> MailLinks::invite(Stores &stores, const User &user, const LinkPage &page) const
{
    const auto lifetime = m_settings->invitationLifetime;
    const auto days = std::chrono::floor<std::chrono::days>(lifetime);
    const QJsonObject values{{"days"_L1, QString::number(days.count())},
                             {"name"_L1, user.displayName}};
    return mail(stores, {LinkPurpose::NewPassword, lifetime, u"invitation"_s, values}, user, page);
}

Result<> MailLinks::mail(Stores &stores, const Letter &letter, const User &user,
                         const LinkPage &page) const
{
    if (auto removed = stores.mailLinks.removeAll(user.id, letter.purpose); !removed)
        return removed;
    const Timestamp expiresAt = m_clock.now() + letter.lifetime;
    const QByteArray token = randomBytes(TokenBytes).toHex();
    if (auto added =
            stores.mailLinks.add({hashOf(token), letter.purpose, user.id, user.email, expiresAt});
        !added)
        return added;
    Mail mail;
    mail.to = user.email;
    mail.templateName = letter.templateName;
    mail.language = page.languages;
    mail.values = letter.values;
    mail.values["link"_L1] = urlOf(page) + u"?token="_s + QString::fromLatin1(token);
    mail.expiresAt = expiresAt;
    return m_mailer.send(stores, mail);
}

Result<MailLink> MailLinks::find(Stores &stores, LinkPurpose purpose, const QString &token) const
{
    const auto link = stores.mailLinks.find(hashOf(token.toUtf8()));
    if (!link)
        return link.error().kind == Error::Kind::NotFound ? invalid() : link.error();
    if (link->purpose != purpose)
        return invalid();
    if (link->expiresAt <= m_clock.now())
        return expired();
    const auto user = stores.accounts.find(link->user);
    if (!user)
        return user.error();
    if (user->email != link->email)
        return invalid();
    return *link;
}

Result<MailLink> MailLinks::take(Stores &stores, LinkPurpose purpose, const QString &token) const
{
    auto link = find(stores, purpose, token);
    if (!link)
        return link;
    if (const auto removed = stores.mailLinks.removeAll(link->user, purpose); !removed)
        return removed.error();
    return link;
}

} // namespace linnet
