// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneprivacy.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonepeoplecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Field optional(QLatin1String name, Field::Type type)
{
    return {name, type, Field::Need::Optional};
}

Result<std::optional<Audience>> audienceParam(const QJsonObject &params, QLatin1String name)
{
    const auto text = textParam(params, name);
    if (!text)
        return std::optional<Audience>();
    if (const auto audience = parseAudience(*text))
        return audience;
    return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                 name + u" must be everyone, friends or nobody"_s};
}

Result<PrivacyChange> changeParam(const QJsonObject &params)
{
    const auto lastSeen = audienceParam(params, "lastSeen"_L1);
    if (!lastSeen)
        return lastSeen.error();
    const auto avatar = audienceParam(params, "avatar"_L1);
    if (!avatar)
        return avatar.error();
    const auto groups = audienceParam(params, "groups"_L1);
    if (!groups)
        return groups.error();
    PrivacyChange change{*lastSeen, *avatar, *groups, std::nullopt};
    if (const QJsonValue value = params["readReceipts"_L1]; value.isBool())
        change.readReceipts = value.toBool();
    return change;
}

Result<Answer> answerWith(const Result<Privacy> &privacy)
{
    if (!privacy)
        return privacy.error();
    return Answer{QJsonObject{{"privacy"_L1, privacyObject(*privacy)}}};
}

} // namespace

PhonePrivacyApi::PhonePrivacyApi(PrivacyService &privacy)
    : m_privacy(privacy)
{}

QList<Endpoint> PhonePrivacyApi::endpoints()
{
    constexpr auto Text = Field::Type::String;
    Endpoint show;
    show.name = "privacy.show"_L1;
    show.method = Method::Get;
    show.path = "/api/v1/users/me/privacy"_L1;
    show.handler = std::bind_front(&PhonePrivacyApi::show, this);
    Endpoint change;
    change.name = "privacy.update"_L1;
    change.method = Method::Put;
    change.path = show.path;
    change.cost = Cost::Write;
    change.request = {optional("lastSeen"_L1, Text), optional("avatar"_L1, Text),
                      optional("groups"_L1, Text),
                      optional("readReceipts"_L1, Field::Type::Boolean)};
    change.handler = std::bind_front(&PhonePrivacyApi::change, this);
    return {show, change};
}

QCoro::Task<Result<Answer>> PhonePrivacyApi::show(Call call)
{
    const auto privacy = co_await m_privacy.find(call.caller.user);
    co_return answerWith(privacy);
}

QCoro::Task<Result<Answer>> PhonePrivacyApi::change(Call call)
{
    const auto change = changeParam(call.params);
    if (!change)
        co_return change.error();
    const auto privacy = co_await m_privacy.change(call.caller.user, *change);
    co_return answerWith(privacy);
}

} // namespace linnet::phone
