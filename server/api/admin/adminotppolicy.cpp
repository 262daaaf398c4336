// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminotppolicy.h"

#include "server/api/admin/adminrows.h"
#include "server/api/admin/settingjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject chance(double probability, qint64 codes)
{
    return {{"codesADay"_L1, codes}, {"probabilityADay"_L1, probability}};
}

QJsonObject oddsObject(const GuessOdds &odds)
{
    QJsonObject oneAccount = chance(odds.oneAccount, odds.codesForAccount);
    oneAccount["guessesADay"_L1] = odds.guessesAtAccount;
    return {{"possibleCodes"_L1, odds.space},
            {"oneAccount"_L1, oneAccount},
            {"oneNetwork"_L1, chance(odds.oneNetwork, odds.codesFromNetwork)},
            {"anybody"_L1, chance(odds.anybody, odds.codesInTotal)}};
}

} // namespace

AdminOtpPolicyApi::AdminOtpPolicyApi(OtpPolicyService &policies)
    : m_policies(policies)
{}

QList<Endpoint> AdminOtpPolicyApi::endpoints()
{
    const QLatin1String path = "/api/v1/admin/otp/policy"_L1;
    return {
        endpoint({"otp-policy.show"_L1, Method::Get, path, Capability::OtpRead}, {},
                 std::bind_front(&AdminOtpPolicyApi::show, this)),
        endpoint({"otp-policy.change"_L1, Method::Put, path, Capability::OtpWrite},
                 {{"values"_L1, Field::Type::Object},
                  {"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                 std::bind_front(&AdminOtpPolicyApi::change, this)),
    };
}

QCoro::Task<Result<Answer>> AdminOtpPolicyApi::show(Call)
{
    const OtpPolicyView view = m_policies.show();
    QJsonArray settings;
    for (const SettingState &state : view.settings)
        settings.append(settingObject(state));
    co_return Answer{QJsonObject{{"settings"_L1, settings},
                                 {"guessing"_L1, oddsObject(view.odds)},
                                 {"isDevelopment"_L1, view.hasFixedCode}}};
}

QCoro::Task<Result<Answer>> AdminOtpPolicyApi::change(Call call)
{
    const Run run = runParam(call.params);
    const auto outcome =
        co_await m_policies.change(actorOf(call), call.params["values"_L1].toObject(), run);
    if (!outcome)
        co_return outcome.error();
    QJsonObject body = outcomeObject(outcome->settings, run);
    body["guessingBefore"_L1] = oddsObject(outcome->before);
    body["guessing"_L1] = oddsObject(outcome->after);
    co_return Answer{body};
}

} // namespace linnet::admin
