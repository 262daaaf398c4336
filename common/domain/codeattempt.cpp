// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/codeattempt.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using By = CodeAttemptOrder::By;

constexpr std::array OrderNames = {"requested"_L1, "guesses"_L1}; // As By.

} // namespace

QLatin1String nameOf(CodePurpose purpose)
{
    switch (purpose) {
    case CodePurpose::SignIn:
        return "sign-in"_L1;
    case CodePurpose::SecondStep:
        return "second-step"_L1;
    case CodePurpose::NewPassword:
        return "new-password"_L1;
    case CodePurpose::NewIdentifier:
        return "new-identifier"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1String nameOf(CodeAttempt::State state)
{
    switch (state) {
    case CodeAttempt::State::Sent:
        return "sent"_L1;
    case CodeAttempt::State::Withheld:
        return "withheld"_L1;
    case CodeAttempt::State::Undelivered:
        return "undelivered"_L1;
    case CodeAttempt::State::Issued:
        return "issued"_L1;
    case CodeAttempt::State::Used:
        return "used"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1String nameOf(Identifier::Kind kind)
{
    switch (kind) {
    case Identifier::Kind::Phone:
        return "phone"_L1;
    case Identifier::Kind::Email:
        return "email"_L1;
    case Identifier::Kind::Username:
        return "username"_L1;
    }
    Q_UNREACHABLE();
}

const FilterFields &codeAttemptFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"id"_L1, Kind::Id},
            {"to"_L1},
            {"kind"_L1, Kind::Exact, {u"phone"_s, u"email"_s, u"username"_s}},
            {"purpose"_L1,
             Kind::Exact,
             {u"sign-in"_s, u"second-step"_s, u"new-password"_s, u"new-identifier"_s}},
            {"user_id"_L1, Kind::Id},
            {"address"_L1, Kind::Network},
            {"state"_L1,
             Kind::Exact,
             {u"sent"_s, u"withheld"_s, u"undelivered"_s, u"issued"_s, u"used"_s}},
            {"guesses"_L1, Kind::Number},
            {"requested"_L1, Kind::Time},
        },
        "to"_L1,
    };
    return list;
}

QStringList codeAttemptOrderNames()
{
    QStringList names;
    for (const QLatin1String name : OrderNames)
        names << name << u'-' + name;
    return names;
}

std::optional<CodeAttemptOrder> parseCodeAttemptOrder(const QString &name)
{
    const bool isDescending = name.startsWith(u'-');
    const QStringView bare = QStringView(name).mid(isDescending ? 1 : 0);
    for (size_t i = 0; i < OrderNames.size(); ++i) {
        if (OrderNames.at(i) == bare)
            return CodeAttemptOrder{By(i), isDescending};
    }
    return std::nullopt;
}

QString toCursor(const CodeAttemptPlace &place)
{
    return place.id.toString() + u'.' + QString::number(place.guesses);
}

std::optional<CodeAttemptPlace> parseCodeAttemptCursor(const QString &cursor)
{
    const auto id = CodeAttemptId::parse(cursor.section(u'.', 0, 0));
    bool isNumber = false;
    const int guesses = cursor.section(u'.', 1).toInt(&isNumber);
    if (!id || !isNumber || guesses < 0)
        return std::nullopt;
    return CodeAttemptPlace{*id, guesses};
}

} // namespace linnet
