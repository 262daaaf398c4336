// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/conformance/conformancedialect.h"

#include "server/services/identity/jwk.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// In a query an unescaped plus sign is a space; some harnesses leave it out.
QString withPlus(const QString &phone)
{
    const QString bare = phone.trimmed();
    return bare.startsWith(u'+') ? bare : u'+' + bare;
}

} // namespace

QLatin1String ConformanceDialect::name() const
{
    return "conformance"_L1;
}

QList<Endpoint> ConformanceDialect::endpoints()
{
    return {
        {.name = "conformance.otp"_L1,
         .method = Method::Get,
         .path = "/conformance/otp"_L1,
         .event = {},
         .access = Access::Public,
         .cost = Cost::Read,
         .request = {{"phone"_L1}},
         .handler = std::bind_front(&ConformanceDialect::lastCode, this)},
        {.name = "conformance.jws"_L1,
         .method = Method::Post,
         .path = "/conformance/jws"_L1,
         .event = {},
         .access = Access::Public,
         .cost = Cost::Read,
         // Empty ones are among those that suites want refused, as any other.
         .request = {{"jws"_L1, Field::Type::String, Field::Need::Optional},
                     {"jwk"_L1, Field::Type::Object}},
         .handler = &ConformanceDialect::checkSignature},
    };
}

QCoro::Task<Result<Answer>> ConformanceDialect::lastCode(Call call)
{
    const auto phone = parsePhone(withPlus(call.params["phone"_L1].toString()));
    const auto code = phone ? m_codes.lastCode(*phone) : std::nullopt;
    if (!code)
        co_return Error{Error::Kind::NotFound, "code_not_found"_L1,
                        u"No code was sent to this phone."_s};
    co_return Answer{
        .body = QJsonObject{{u"phone"_s, phone->value}, {u"code"_s, *code}, {u"otp"_s, *code}}};
}

QCoro::Task<Result<Answer>> ConformanceDialect::checkSignature(Call call)
{
    const QByteArray jws = call.params["jws"_L1].toString().toUtf8();
    co_return Answer{
        .body = QJsonObject{{u"valid"_s, verifyJws(jws, call.params["jwk"_L1].toObject())}}};
}

std::vector<SocketEvent> ConformanceDialect::encode(const Event &) const
{
    return {};
}

QJsonObject ConformanceDialect::errorBody(const Error &error) const
{
    return m_system.errorBody(error);
}

QJsonObject ConformanceDialect::errorAcknowledgement(const Error &error) const
{
    return m_system.errorAcknowledgement(error);
}

QString ConformanceDialect::connectError(const Error &error) const
{
    return m_system.connectError(error);
}

} // namespace linnet
