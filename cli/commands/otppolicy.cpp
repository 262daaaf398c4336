// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otppolicy.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/settingchanges.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"OtpPolicy"_s,
                  {{u"Length"_s, u"texts.length"_s},
                   {u"Alphabet"_s, u"texts.alphabet"_s},
                   {u"Lifetime"_s, u"texts.lifetime"_s},
                   {u"Guesses a code"_s, u"texts.attempts"_s},
                   {u"Cooldown"_s, u"texts.cooldown"_s},
                   {u"A destination"_s, u"budgets.destination"_s},
                   {u"An account"_s, u"budgets.account"_s},
                   {u"A network"_s, u"budgets.address"_s},
                   {u"In total"_s, u"budgets.total"_s},
                   {u"To telephones by"_s, u"channels"_s},
                   {u"Code is always the same"_s, u"isDevelopment"_s},
                   {u"Guesser at one account"_s, u"chances.oneAccount"_s},
                   {u"Guesser from one network"_s, u"chances.oneNetwork"_s},
                   {u"All guessers, anybody"_s, u"chances.anybody"_s}},
                  u"texts.length"_s,
                  Table::Shape::Card};

QString path()
{
    return adminPath({u"otp"_s, u"policy"_s});
}

//! \return e.g. "0.009 % a day".
QString chanceText(const QJsonValue &chance)
{
    const double percent = 100 * chance["probabilityADay"_L1].toDouble();
    return u"%1 % a day"_s.arg(QString::number(percent, 'g', 2));
}

QJsonObject chances(const QJsonValue &guessing)
{
    QJsonObject texts;
    for (const QString &whom : {u"oneAccount"_s, u"oneNetwork"_s, u"anybody"_s})
        texts[whom] = chanceText(guessing[whom]);
    return texts;
}

//! \return what the server says of a policy, with texts for people beside it.
QJsonObject rowOf(const QJsonObject &policy)
{
    QJsonObject texts;
    QJsonObject values;
    const QJsonArray settings = policy["settings"_L1].toArray();
    for (const auto &setting : settings) {
        const QString name = setting["name"_L1].toString().section(u'.', 1);
        texts[name] = setting["text"_L1];
        values[name] = setting["value"_L1];
    }
    QJsonObject budgets;
    for (const QString &whose : {u"destination"_s, u"account"_s, u"address"_s, u"total"_s})
        budgets[whose] = u"%1 codes an hour, %2 a day"_s.arg(texts[whose + u"PerHour"_s].toString(),
                                                             texts[whose + u"PerDay"_s].toString());
    QJsonArray channels{values["sender"_L1]};
    const QJsonArray fallbacks = values["fallbacks"_L1].toArray();
    for (const auto &fallback : fallbacks)
        channels.append(fallback);
    return {{"values"_L1, values},
            {"texts"_L1, texts},
            {"budgets"_L1, budgets},
            {"channels"_L1, channels},
            {"isDevelopment"_L1, policy["isDevelopment"_L1]},
            {"guessing"_L1, policy["guessing"_L1]},
            {"chances"_L1, chances(policy["guessing"_L1])}};
}

} // namespace

Declaration OtpPolicy::declaration()
{
    return {.name = u"otp policy"_s,
            .summary = u"Show the rules of one-time codes and what they are worth, or set some."_s,
            .examples = {u"linnetctl otp policy show"_s,
                         u"linnetctl otp policy set length=8 attempts=2 --dry-run"_s,
                         u"linnetctl otp policy set alphabet=letters accountPerDay=20"_s},
            .arguments = {{u"ACTION"_s,
                           u"What is to be done."_s,
                           &m_action,
                           Argument::Need::Required,
                           {u"show"_s, u"set"_s}},
                          {u"NAME=VALUE"_s, u"A rule, and what it is to be."_s, &m_assignments,
                           Argument::Need::Optional}},
            .hasDryRun = true};
}

Result<> OtpPolicy::run(Invocation &invocation)
{
    const bool sets = m_action == u"set"_s;
    if (sets == m_assignments.isEmpty())
        return usageError(sets ? u"Say what is to be set: NAME=VALUE."_s
                               : u"show takes nothing more."_s);
    return sets ? set(invocation) : show(invocation);
}

Result<> OtpPolicy::show(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto policy = (*connection)->api().get(path());
    if (!policy)
        return policy.error();
    return invocation.show(Shown, rowOf(*policy));
}

Result<> OtpPolicy::set(Invocation &invocation) const
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const auto values = assignedValues(api, m_assignments, u"otp."_s);
    if (!values)
        return values.error();
    const auto outcome =
        api.put(path(), {{"values"_L1, *values}, {"dryRun"_L1, invocation.options().isDryRun}});
    if (!outcome)
        return outcome.error();
    if (auto shown = showSettingChanges(invocation, *outcome); !shown)
        return shown;
    const QJsonObject before = chances((*outcome)["guessingBefore"_L1]);
    const QJsonObject after = chances((*outcome)["guessing"_L1]);
    invocation.console().note(
        u"Who only guesses opens one account with %1 (before: %2), some account from one network "
        "with %3 (before: %4)."_s.arg(
            after["oneAccount"_L1].toString(), before["oneAccount"_L1].toString(),
            after["oneNetwork"_L1].toString(), before["oneNetwork"_L1].toString()));
    return {};
}

} // namespace linnet::cli
