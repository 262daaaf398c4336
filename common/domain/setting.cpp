// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/setting.h"

#include "common/core/nearestname.h"
#include "common/domain/bytecount.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Kind = Setting::Kind;

constexpr qint64 NoMost = std::numeric_limits<qint64>::max();
constexpr qsizetype MostCharacters = 4'096;
constexpr qsizetype MostElements = 1'000;

struct Unit
{
    QLatin1String name;
    qint64 milliseconds;
};

constexpr std::array Units = {Unit{"d"_L1, 86'400'000}, Unit{"h"_L1, 3'600'000},
                              Unit{"m"_L1, 60'000}, Unit{"s"_L1, 1'000}, Unit{"ms"_L1, 1}};

QString quoted(const QStringList &names)
{
    return u'"' + names.join(u"\", \""_s) + u'"';
}

SettingComplaint complaint(const QString &reason)
{
    return {reason};
}

//! \return nothing unless \p value is a whole number.
std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    if (!value.isDouble())
        return std::nullopt;
    const qint64 number = value.toInteger(NoMost);
    return number == NoMost ? std::nullopt : std::optional(number);
}

//! \return \p text in milliseconds; nothing unless it is a number with a unit.
std::optional<qint64> parseDuration(const QString &text)
{
    static const QRegularExpression pattern(u"^([0-9]{1,9}) ?(ms|s|m|h|d)$"_s);
    const auto match = pattern.match(text);
    for (const Unit &unit : Units) {
        if (match.hasMatch() && match.captured(2) == unit.name)
            return match.captured(1).toLongLong() * unit.milliseconds;
    }
    return std::nullopt;
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds == 0)
        return u"0s"_s;
    for (const Unit &unit : Units) {
        if (milliseconds % unit.milliseconds == 0)
            return QString::number(milliseconds / unit.milliseconds) + unit.name;
    }
    Q_UNREACHABLE();
}

//! \return the number that \p value says in the words of \p kind; nothing if it says none.
std::optional<qint64> numberOf(Kind kind, const QJsonValue &value)
{
    if (kind == Kind::Duration && value.isString())
        return parseDuration(value.toString());
    if (kind == Kind::Bytes && value.isString())
        return parseByteCount(value.toString());
    return wholeNumber(value);
}

QString numberWanted(Kind kind)
{
    switch (kind) {
    case Kind::Duration:
        return u"must be a number of milliseconds, or a text such as \"90s\" or \"15m\""_s;
    case Kind::Bytes:
        return u"must be a number of bytes, or a text such as \"40GB\" or \"1.5TiB\""_s;
    default:
        return u"must be a whole number"_s;
    }
}

std::optional<SettingComplaint> acceptNumber(const Setting &setting, QJsonValue &value)
{
    const auto number = numberOf(setting.kind, value);
    if (!number)
        return complaint(numberWanted(setting.kind));
    if (*number < setting.least || *number > setting.most)
        return complaint(u"must be from %1 to %2%3"_s.arg(setting.least)
                             .arg(setting.most)
                             .arg(setting.kind == Kind::Duration ? " ms"_L1 : ""_L1));
    value = *number;
    return std::nullopt;
}

std::optional<SettingComplaint> acceptText(const QJsonValue &value)
{
    if (!value.isString())
        return complaint(u"must be a text in quotes"_s);
    if (value.toString().size() > MostCharacters)
        return complaint(u"must have at most %1 characters"_s.arg(MostCharacters));
    return std::nullopt;
}

std::optional<SettingComplaint> acceptChoice(const Setting &setting, const QJsonValue &value)
{
    if (auto wrong = acceptText(value))
        return wrong;
    const QString text = value.toString();
    if (setting.choices.contains(text))
        return std::nullopt;
    return complaint(u"must be one of %1, not \"%2\"%3"_s.arg(quoted(setting.choices), text,
                                                              didYouMean(text, setting.choices)));
}

std::optional<SettingComplaint> acceptList(const Setting &setting, const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    const bool isOfTexts = std::all_of(list.begin(), list.end(),
                                       [](const QJsonValue &each) { return !acceptText(each); });
    if (!value.isArray() || !isOfTexts)
        return complaint(u"must be a list of texts in quotes"_s);
    if (list.size() < setting.least)
        return complaint(u"must name at least one"_s);
    if (list.size() > MostElements)
        return complaint(u"must name at most %1"_s.arg(MostElements));
    for (int index = 0; index < list.size(); ++index) {
        const QString text = list[index].toString();
        if (!setting.choices.isEmpty() && !setting.choices.contains(text))
            return SettingComplaint{
                u"may contain %1, not \"%2\"%3"_s.arg(quoted(setting.choices), text,
                                                      didYouMean(text, setting.choices)),
                index};
    }
    return std::nullopt;
}

std::optional<SettingComplaint> acceptKind(const Setting &setting, QJsonValue &value)
{
    switch (setting.kind) {
    case Kind::Boolean:
        return value.isBool() ? std::nullopt : std::optional(complaint(u"must be true or false"_s));
    case Kind::Integer:
    case Kind::Bytes:
    case Kind::Duration:
        return acceptNumber(setting, value);
    case Kind::Text:
        return acceptText(value);
    case Kind::Choice:
        return acceptChoice(setting, value);
    case Kind::List:
        return acceptList(setting, value);
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<SettingComplaint> acceptValue(const Setting &setting, QJsonValue &value)
{
    if (auto wrong = acceptKind(setting, value))
        return wrong;
    const QString reason = setting.rule ? setting.rule(value) : QString();
    return reason.isEmpty() ? std::nullopt : std::optional(complaint(reason));
}

QString valueText(const Setting &setting, const QJsonValue &value)
{
    switch (setting.kind) {
    case Kind::Boolean:
        return value.toBool() ? u"true"_s : u"false"_s;
    case Kind::Integer:
        return QString::number(value.toInteger());
    case Kind::Bytes:
        return byteCountText(value.toInteger());
    case Kind::Duration:
        return durationText(value.toInteger());
    case Kind::Text:
    case Kind::Choice:
        return value.toString();
    case Kind::List:
        return value.toVariant().toStringList().join(u',');
    }
    Q_UNREACHABLE();
}

QString rangeText(const Setting &setting)
{
    const bool isNumber = setting.kind == Kind::Integer || setting.kind == Kind::Bytes
        || setting.kind == Kind::Duration;
    if (isNumber)
        return u"%1 to %2"_s.arg(valueText(setting, setting.least),
                                 valueText(setting, setting.most));
    return setting.choices.join(u", "_s);
}

QLatin1String nameOf(Setting::Kind kind)
{
    constexpr std::array Names = {"boolean"_L1, "integer"_L1, "bytes"_L1, "duration"_L1,
                                  "text"_L1,    "choice"_L1,  "list"_L1};
    return Names.at(size_t(kind));
}

QLatin1String nameOf(Setting::SetBy setBy)
{
    constexpr std::array Names = {"config.write"_L1, "owner"_L1, "file"_L1};
    return Names.at(size_t(setBy));
}

QLatin1String nameOf(SettingOrigin origin)
{
    constexpr std::array Names = {"default"_L1, "database"_L1, "file"_L1, "command line"_L1};
    return Names.at(size_t(origin));
}

} // namespace linnet
