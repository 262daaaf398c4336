// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonemailchoices.h"

#include "server/dialects/shared/rows.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

constexpr QLatin1String Path{"/api/v1/users/me/mails"};

Field optionalTruth(QLatin1String name)
{
    return {name, Field::Type::Boolean, Field::Need::Optional};
}

std::optional<bool> truthParam(const QJsonObject &params, QLatin1String name)
{
    const QJsonValue value = params[name];
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

Result<Answer> answerWith(const Result<MailChoice> &choice)
{
    if (!choice)
        return choice.error();
    return Answer{QJsonObject{{"mails"_L1,
                               QJsonObject{{"friendRequests"_L1, choice->friendRequests},
                                           {"whileAway"_L1, choice->whileAway}}}}};
}

} // namespace

PhoneMailChoiceApi::PhoneMailChoiceApi(MailChoiceService &choices)
    : m_choices(choices)
{}

QList<Endpoint> PhoneMailChoiceApi::endpoints()
{
    return {
        httpRow("mail-choice.show"_L1, Method::Get, Path, {},
                std::bind_front(&PhoneMailChoiceApi::show, this)),
        httpRow("mail-choice.update"_L1, Method::Put, Path,
                {optionalTruth("friendRequests"_L1), optionalTruth("whileAway"_L1)},
                std::bind_front(&PhoneMailChoiceApi::change, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneMailChoiceApi::show(Call call)
{
    const auto choice = co_await m_choices.find(call.caller.user);
    co_return answerWith(choice);
}

QCoro::Task<Result<Answer>> PhoneMailChoiceApi::change(Call call)
{
    const MailChoiceChange change{truthParam(call.params, "friendRequests"_L1),
                                  truthParam(call.params, "whileAway"_L1)};
    const auto choice = co_await m_choices.change(call.caller.user, change);
    co_return answerWith(choice);
}

} // namespace linnet::phone
