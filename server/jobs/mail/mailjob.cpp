// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailjob.h"

#include "server/jobs/mail/mailpayload.h"
#include "server/jobs/mail/mailtransport.h"

#include <QCryptographicHash>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error useless(QLatin1String code, const QString &message)
{
    return {Error::Kind::InvalidInput, code, message};
}

//! \return the same for every attempt, so that who gets a mail twice can tell.
QByteArray messageId(const Job &job, const QByteArray &domain)
{
    const QByteArray mark = QCryptographicHash::hash(job.payload, QCryptographicHash::Sha256);
    return job.id.toString().toLatin1() + '.' + mark.toHex().left(16) + '@' + domain;
}

} // namespace

MailJob::MailJob(Context context, MailRoute route)
    : m_context(context)
    , m_route(std::make_shared<const MailRoute>(std::move(route)))
{}

void MailJob::configure(MailRoute route)
{
    auto next = std::make_shared<const MailRoute>(std::move(route));
    const std::lock_guard lock(m_mutex);
    m_route.swap(next);
}

MailJob::SharedRoute MailJob::route() const
{
    const std::lock_guard lock(m_mutex);
    return m_route;
}

void MailJob::rest()
{
    route()->transport->rest();
}

Result<QString> MailJob::probe(const std::stop_token &stop) const
{
    return route()->transport->probe(stop);
}

QString MailJob::kind() const
{
    return MailJobKind;
}

Result<> MailJob::run(const Job &job, const std::stop_token &stop)
{
    const auto mail = fromPayload(job.payload, m_context.box);
    if (!mail)
        return useless("mail_sealed"_L1, u"The mail was sealed with another key."_s);
    if (mail->expiresAt != Timestamp() && mail->expiresAt <= m_context.clock.now())
        return useless("mail_expired"_L1, u"The mail came too late to be of use."_s);
    const auto to = parseMailAddress(mail->to);
    if (!to)
        return useless("mail_address"_L1, u"The address is none."_s);
    const SharedRoute way = route();
    QJsonObject values = mail->values;
    values.insert(u"server"_s, way->from.name);
    values.insert(u"unsubscribe"_s, mail->unsubscribe);
    const auto text = way->templates.render(mail->templateName, mail->language, values);
    if (!text)
        return text.error();
    return way->transport->deliver({.id = messageId(job, way->from.domain()),
                                    .date = job.createdAt,
                                    .from = way->from,
                                    .to = *to,
                                    .subject = text->subject,
                                    .text = text->text,
                                    .html = text->html,
                                    .language = text->language,
                                    .unsubscribe = mail->unsubscribe.toLatin1()},
                                   stop);
}

Result<> MailJob::giveUp(Stores &stores, const Job &job)
{
    const auto mail = fromPayload(job.payload, m_context.box);
    if (!mail || !m_lost)
        return {};
    return m_lost(stores, *mail);
}

} // namespace linnet
