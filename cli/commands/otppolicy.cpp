// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otppolicy.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/settingchanges.h"
#include "cli/commands/settinghistory.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

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

//! \return \p percent to two places that say something, e.g. "0.00009": people read no exponents.
QString percentText(double percent)
{
    if (percent <= 0)
        return u"0"_s;
    const int decimals = std::max(0, 1 - int(std::floor(std::log10(percent))));
    QString text = QString::number(percent, 'f', decimals);
    while (decimals > 0 && text.endsWith(u'0'))
        text.chop(1);
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

//! \return e.g. "0.009 % a day".
QString chanceText(const QJsonValue &chance)
{
    return u"%1 % a day"_s.arg(percentText(100 * chance["probabilityADay"_L1].toDouble()));
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

bool isOfCodes(const QString &setting)
{
    return setting.startsWith(u"otp."_s);
}

//! Writes those of \p page that changed a rule of codes.
Result<> writeChanges(const QJsonObject &page, Records &rows)
{
    const QJsonArray items = page["items"_L1].toArray();
    for (const auto &item : items) {
        const QJsonObject change = item.toObject();
        if (!std::ranges::any_of(change["after"_L1].toObject().keys(), isOfCodes))
            continue;
        if (auto added = rows.add(change); !added)
            return added;
    }
    return {};
}

} // namespace

Declaration OtpPolicy::declaration()
{
    return {.name = u"otp policy"_s,
            .summary =
                u"Show the rules of one-time codes and what they are worth, set some, list who "
                u"set what, or take that back."_s,
            .examples = {u"linnetctl otp policy show"_s,
                         u"linnetctl otp policy set length=8 attempts=2 --dry-run"_s,
                         u"linnetctl otp policy set alphabet=letters accountPerDay=20"_s,
                         u"linnetctl otp policy history"_s, u"linnetctl otp policy undo 17"_s},
            .arguments = {{u"ACTION"_s,
                           u"What is to be done."_s,
                           &m_action,
                           Argument::Need::Required,
                           {u"show"_s, u"set"_s, u"history"_s, u"undo"_s}},
                          {u"NAME=VALUE"_s,
                           u"A rule, and what it is to be; of undo the id that history lists."_s,
                           &m_details, Argument::Need::Optional}},
            .hasDryRun = true};
}

Result<> OtpPolicy::run(Invocation &invocation)
{
    if (m_action == u"set"_s)
        return m_details.isEmpty() ? usageError(u"Say what is to be set: NAME=VALUE."_s)
                                   : set(invocation);
    if (m_action == u"undo"_s)
        return m_details.size() == 1
            ? undo(invocation)
            : usageError(u"Say which one change is to be undone: its id."_s);
    if (!m_details.isEmpty())
        return usageError(u"%1 takes nothing more."_s.arg(m_action));
    return m_action == u"history"_s ? history(invocation) : show(invocation);
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
    const auto values = assignedValues(api, m_details, u"otp."_s);
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

//! The log has the changes of all settings.
Result<> OtpPolicy::history(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto rows = invocation.records(settingHistoryTable());
    QUrlQuery query;
    for (bool isMore = true; isMore;) {
        const auto page = (*connection)->api().get(adminPath({u"settings"_s, u"history"_s}), query);
        if (!page)
            return page.error();
        if (auto written = writeChanges(*page, *rows); !written)
            return written;
        const QString next = (*page)["nextCursor"_L1].toString();
        isMore = !next.isEmpty();
        query.setQueryItems({{u"cursor"_s, next}});
    }
    return rows->finish();
}

Result<> OtpPolicy::undo(Invocation &invocation) const
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"settings"_s, u"history"_s, m_details.front(), u"undo"_s});
    const auto outcome =
        (*connection)->api().post(path, {{"dryRun"_L1, invocation.options().isDryRun}});
    if (!outcome)
        return outcome.error();
    return showSettingChanges(invocation, *outcome);
}

} // namespace linnet::cli
