// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/otpsettings.h"

#include "server/app/settingbuilders.h"
#include "server/services/identity/guessodds.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

using namespace settingbuilders;
using Otp = Config::Otp;

const QString DevelopmentCode = u"123456"_s;

//! With which probability somebody who guesses may open one account within a day.
constexpr double MostChance = 0.01;
constexpr int MostCodes = 1'000'000;

QString symbolsOf(const QString &alphabet)
{
    // Of the letters those that nobody takes for another, or for a digit.
    return alphabet == u"letters"_s ? u"23456789ABCDEFGHJKLMNPQRSTUVWXYZ"_s : u"0123456789"_s;
}

ConfigSetting fallbacks()
{
    ConfigSetting setting = list("otp.fallbacks"_L1, At<&Config::otp, &Otp::fallbacks>,
                                 "What is tried in turn where the sender fails."_L1);
    setting.setting.choices = {u"log"_s, u"command"_s, u"webhook"_s};
    return setting;
}

//! A budget for an hour and the one for a day.
struct BudgetPair
{
    QLatin1String hourName;
    QLatin1String dayName;
    int hourly;
    int daily;
};

std::array<BudgetPair, 4> budgetsOf(const Otp &otp)
{
    const CodeLimits &hour = otp.hourly;
    const CodeLimits &day = otp.daily;
    return {BudgetPair{"otp.destinationPerHour"_L1, "otp.destinationPerDay"_L1, hour.destination,
                       day.destination},
            BudgetPair{"otp.accountPerHour"_L1, "otp.accountPerDay"_L1, hour.account, day.account},
            BudgetPair{"otp.addressPerHour"_L1, "otp.addressPerDay"_L1, hour.address, day.address},
            BudgetPair{"otp.totalPerHour"_L1, "otp.totalPerDay"_L1, hour.total, day.total}};
}

void checkSenders(const Otp &otp, const RuleReport &report)
{
    const auto check = [&](QLatin1String name, const QString &sender, const QString &verb) {
        if (sender == u"command"_s && otp.command.isEmpty())
            report(name, verb + u" \"command\", so it needs command beside it"_s);
        if (sender == u"webhook"_s && otp.webhook.isEmpty())
            report(name, verb + u" \"webhook\", so it needs webhook beside it"_s);
    };
    check("otp.sender"_L1, otp.sender, u"is"_s);
    for (const QString &fallback : otp.fallbacks) {
        check("otp.fallbacks"_L1, fallback, u"names"_s);
        if (fallback == otp.sender || otp.fallbacks.count(fallback) > 1)
            report("otp.fallbacks"_L1, u"names \"%1\", which has been tried then"_s.arg(fallback));
    }
}

} // namespace

std::vector<ConfigSetting> otpSettings()
{
    constexpr auto Section = &Config::otp;
    constexpr auto Hourly = &Otp::hourly;
    constexpr auto Daily = &Otp::daily;
    return {
        count("otp.length"_L1, At<Section, &Otp::length>, {4, 10},
              "Characters of a one-time code."_L1),
        choice("otp.alphabet"_L1, At<Section, &Otp::alphabet>, {u"digits"_s, u"letters"_s},
               "What it is made of; \"letters\" are 32 that are not mistaken, digits included."_L1),
        duration("otp.lifetime"_L1, At<Section, &Otp::lifetime>, {10s, 10min},
                 "How long a one-time code is good."_L1),
        duration("otp.cooldown"_L1, At<Section, &Otp::cooldown>, {0s, 1h},
                 "Between two codes for one destination."_L1),
        count("otp.attempts"_L1, At<Section, &Otp::attempts>, {1, 10},
              "Guesses that a code survives of who asked for it, and as many of all others."_L1),
        count("otp.destinationPerHour"_L1, At<Section, Hourly, &CodeLimits::destination>,
              {1, MostCodes},
              "Codes for one phone number or e-mail address in an hour, where strangers ask."_L1),
        count("otp.destinationPerDay"_L1, At<Section, Daily, &CodeLimits::destination>,
              {1, MostCodes}, "The same in a day."_L1),
        count("otp.accountPerHour"_L1, At<Section, Hourly, &CodeLimits::account>, {1, MostCodes},
              "Codes for one account in an hour, for strangers and each network of its own."_L1),
        count("otp.accountPerDay"_L1, At<Section, Daily, &CodeLimits::account>, {1, MostCodes},
              "The same in a day."_L1),
        count("otp.addressPerHour"_L1, At<Section, Hourly, &CodeLimits::address>, {1, MostCodes},
              "Codes that one address or IPv6 network may ask for in an hour."_L1),
        count("otp.addressPerDay"_L1, At<Section, Daily, &CodeLimits::address>, {1, MostCodes},
              "The same in a day."_L1),
        count("otp.totalPerHour"_L1, At<Section, Hourly, &CodeLimits::total>, {1, MostCodes},
              "Codes of the whole server in an hour."_L1),
        count("otp.totalPerDay"_L1, At<Section, Daily, &CodeLimits::total>, {1, MostCodes},
              "The same in a day."_L1),
        byOwner(choice("otp.sender"_L1, At<Section, &Otp::sender>,
                       {u"log"_s, u"command"_s, u"webhook"_s}, "How codes get to telephones."_L1)),
        byOwner(fallbacks()),
        inFile(text("otp.command"_L1, At<Section, &Otp::command>,
                    "The program that delivers codes, for \"command\"."_L1)),
        byOwner(text("otp.webhook"_L1, At<Section, &Otp::webhook>,
                     "The address that delivers codes, for \"webhook\"."_L1)),
    };
}

CodePolicy codePolicy(const Config &config, const Options &options)
{
    CodePolicy policy;
    policy.length = config.otp.length;
    policy.alphabet = symbolsOf(config.otp.alphabet);
    policy.lifetime = std::chrono::duration_cast<std::chrono::seconds>(config.otp.lifetime);
    policy.cooldown = std::chrono::duration_cast<std::chrono::seconds>(config.otp.cooldown);
    policy.attempts = config.otp.attempts;
    policy.hourly = config.otp.hourly;
    policy.daily = config.otp.daily;
    if (options.isDevelopment)
        policy.fixedCode = DevelopmentCode;
    return policy;
}

void checkOtp(const Config &config, const RuleReport &report)
{
    checkSenders(config.otp, report);
    for (const BudgetPair &pair : budgetsOf(config.otp)) {
        if (pair.hourly > pair.daily)
            report(pair.hourName, u"must not be above "_s + QString(pair.dayName).section(u'.', 1));
    }
    const double chance = oddsOf(codePolicy(config, {})).oneAccount;
    if (chance > MostChance)
        report("otp.length"_L1,
               u"is too short beside attempts and accountPerDay: who guesses opens an account with "
               "%1 % a day, and more than %2 % is too much"_s.arg(
                   QString::number(100 * chance, 'g', 2), QString::number(100 * MostChance)));
}

} // namespace linnet
