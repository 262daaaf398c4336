// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/emailcodesender.h"

#include "server/jobs/mail/mailer.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString ReservationKey = u"codeReservation"_s;

QString templateOf(CodePurpose purpose)
{
    switch (purpose) {
    case CodePurpose::NewPassword:
        return u"password-reset-code"_s;
    case CodePurpose::NewIdentifier:
        return u"new-address-code"_s;
    case CodePurpose::SignIn:
    case CodePurpose::SecondStep:
        break;
    }
    return u"sign-in-code"_s;
}

Mail toMail(const CodeMessage &message, Timestamp now)
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(message.lifetime);
    return {.to = message.to.value,
            .templateName = templateOf(message.reservation.code.purpose),
            .language = message.languages,
            .values = {{u"code"_s, message.code}, {u"minutes"_s, qint64(minutes.count())}},
            .expiresAt = now + message.lifetime,
            .context = {{ReservationKey, toJson(message.reservation)}}};
}

} // namespace

EmailCodeSender::EmailCodeSender(Database &database, const Mailer &mailer, const Clock &clock)
    : m_database(database)
    , m_mailer(mailer)
    , m_clock(clock)
{}

Result<> EmailCodeSender::check(const Identifier &) const
{
    return m_mailer.check();
}

QCoro::Task<Result<>> EmailCodeSender::send(CodeMessage message)
{
    const Mail mail = toMail(message, m_clock.now());
    const auto sent = co_await m_database.write(
        [this, mail](Stores &stores) { return m_mailer.send(stores, mail); });
    co_return sent;
}

Result<> EmailCodeSender::refund(Stores &stores, const Mail &mail)
{
    const QJsonObject reservation = mail.context.value(ReservationKey).toObject();
    if (reservation.isEmpty())
        return {};
    return noteUndelivered(stores, toCodeReservation(reservation));
}

} // namespace linnet
