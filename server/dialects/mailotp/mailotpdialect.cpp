// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpdialect.h"

#include "server/dialects/mailotp/mailotpchat.h"
#include "server/dialects/mailotp/mailotperrors.h"
#include "server/dialects/mailotp/mailotpevents.h"
#include "server/dialects/mailotp/mailotplive.h"
#include "server/dialects/mailotp/mailotppeople.h"

namespace linnet::mailotp {

struct MailOtpDialect::Apis
{
    MailOtpPeopleApi people;
    MailOtpChatApi chat;
    MailOtpLiveApi live;
};

MailOtpDialect::MailOtpDialect(const MailOtpServices &services)
    : m_apis(
        new Apis{MailOtpPeopleApi(services), MailOtpChatApi(services), MailOtpLiveApi(services)})
{}

MailOtpDialect::~MailOtpDialect() = default;

QLatin1String MailOtpDialect::name() const
{
    return QLatin1String("mailotp");
}

QList<Endpoint> MailOtpDialect::endpoints()
{
    return m_apis->people.endpoints() + m_apis->chat.endpoints() + m_apis->live.endpoints();
}

std::vector<SocketEvent> MailOtpDialect::encodeFor(const Event &event, const QString &origin) const
{
    return mailotp::encode(event, origin);
}

Error MailOtpDialect::translate(Error error) const
{
    return mailotp::translate(std::move(error));
}

QJsonObject MailOtpDialect::errorBody(const Error &error) const
{
    return mailotp::errorBody(error);
}

QString MailOtpDialect::connectError(const Error &error) const
{
    return mailotp::connectError(error);
}

} // namespace linnet::mailotp
