// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailer.h"

#include "common/core/idgenerator.h"
#include "server/jobs/mail/mailaddress.h"
#include "server/jobs/mail/mailpayload.h"

namespace linnet {

using namespace Qt::StringLiterals;

Mailer::Mailer(IdGenerator &ids, const Clock &clock, const SecretBox &box, Mode mode)
    : m_ids(ids)
    , m_clock(clock)
    , m_box(box)
    , m_mode(mode)
{}

Result<> Mailer::check() const
{
    if (m_mode == Mode::Refuses)
        return Error{Error::Kind::Unavailable, "mail_not_configured"_L1,
                     u"This server is not set up to send e-mail."_s};
    return {};
}

Result<> Mailer::send(Stores &stores, const Mail &mail) const
{
    if (const auto checked = check(); !checked)
        return checked;
    if (!parseMailAddress(mail.to))
        return Error{Error::Kind::InvalidInput, "mail_address"_L1,
                     u"email must be an e-mail address."_s};
    const auto language = languageOf(stores, mail);
    if (!language)
        return language.error();
    Mail own = mail;
    own.language = *language;
    const Timestamp now = m_clock.now();
    const auto added = stores.jobs.add({.id = m_ids.next<JobId>(),
                                        .kind = MailJobKind,
                                        .key = mail.key,
                                        .payload = toPayload(own, m_box),
                                        .dueAt = now,
                                        .lastError = {},
                                        .createdAt = now,
                                        .updatedAt = now});
    if (!added)
        return added.error();
    return {};
}

Result<QString> Mailer::languageOf(Stores &stores, const Mail &mail)
{
    const auto account =
        stores.accounts.findByIdentifier({Identifier::Kind::Email, mail.to.toLower()});
    if (account && !account->language.isEmpty())
        return account->language;
    if (!account && account.error().kind != Error::Kind::NotFound)
        return account.error();
    return mail.language;
}

} // namespace linnet
