// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatstamp.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype LongestHead = 80;

//! \brief The beginning of a line in plain letters, and where each of them is in it.
struct Plain
{
    QString text;
    std::vector<qsizetype> places; //!< One more than there are letters.
};

QChar plainOf(QChar c)
{
    if (c.isDigit())
        return QChar(u'0' + c.digitValue()); // Arabic and Indian ones, too.
    return c.category() == QChar::Separator_Space ? QChar(u' ') : c;
}

Plain plainBeginning(const QString &line)
{
    Plain plain;
    qsizetype at = 0;
    for (; at < line.size() && plain.text.size() < LongestHead; ++at) {
        if (isInvisibleMark(line[at]))
            continue;
        plain.places.push_back(at);
        plain.text.append(plainOf(line[at]));
    }
    plain.places.push_back(at);
    return plain;
}

const QRegularExpression &headPattern()
{
    static const QRegularExpression pattern(
        u"^(?<open>\\[?)"
        "(?<first>\\d{1,4})(?<sign>[-/.]) ?(?<second>\\d{1,2})\\g{sign} ?(?<third>\\d{1,4})"
        "\\.?,? (?:\\p{L}{1,3} )?" // "31.12.21 um 21:05"
        "(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second2>\\d{2}))?"
        "(?: ?(?<half>[AaPp])\\.? ?[Mm]\\.?)?"
        "(?<close>\\] ?| - )"_s);
    return pattern;
}

//! Most lines that go on with a message are told by their first letter, which costs less.
bool canBeginMessage(const QString &line)
{
    const auto *const first = std::ranges::find_if_not(line, isInvisibleMark);
    return first != line.end() && (*first == u'[' || first->isDigit());
}

std::optional<QTime> timeOf(const QRegularExpressionMatch &match)
{
    constexpr int Noon = 12;
    int hour = match.capturedView(u"hour").toInt();
    const QString half = match.captured(u"half"_s).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > Noon)
            return std::nullopt;
        hour = hour % Noon + (half == u"p"_s ? Noon : 0);
    }
    const QTime time(hour, match.capturedView(u"minute").toInt(),
                     match.capturedView(u"second2").toInt());
    return time.isValid() ? std::optional(time) : std::nullopt;
}

} // namespace

bool isInvisibleMark(QChar c)
{
    const char16_t unit = c.unicode();
    return unit == 0x061C || unit == 0x200E || unit == 0x200F || unit == 0xFEFF
        || (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
}

std::optional<ChatHead> parseChatHead(const QString &line)
{
    constexpr int YearDigits = 4;
    if (!canBeginMessage(line))
        return std::nullopt;
    const Plain plain = plainBeginning(line);
    const QRegularExpressionMatch match = headPattern().match(plain.text);
    if (!match.hasMatch())
        return std::nullopt;
    const bool isBracketed = !match.capturedView(u"open").isEmpty();
    if (isBracketed != match.capturedView(u"close").startsWith(u']'))
        return std::nullopt;
    const auto time = timeOf(match);
    if (!time)
        return std::nullopt;
    ChatHead head;
    head.isBracketed = isBracketed;
    head.length = plain.places[size_t(match.capturedEnd())];
    head.stamp.time = *time;
    head.stamp.date = {match.capturedView(u"first").toInt(), match.capturedView(u"second").toInt(),
                       match.capturedView(u"third").toInt()};
    head.stamp.hasYearFirst = match.capturedLength(u"first"_s) == YearDigits;
    head.stamp.hasYearLast = match.capturedLength(u"third"_s) == YearDigits;
    return head;
}

} // namespace linnet::cli
