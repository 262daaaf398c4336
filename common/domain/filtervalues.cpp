// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filtervalues.h"

#include "common/domain/bytecount.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

std::chrono::seconds timeUnit(QChar unit)
{
    switch (unit.unicode()) {
    case u's':
        return 1s;
    case u'm':
        return 1min;
    case u'h':
        return 1h;
    case u'd':
        return 24h;
    default:
        return 7 * 24h;
    }
}

std::optional<Timestamp> parseRelativeTime(const QString &text, Timestamp now)
{
    static const QRegularExpression pattern(u"\\A([+-][0-9]{1,5})([smhdw])\\z"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return now + match.capturedView(1).toInt() * timeUnit(match.capturedView(2).front());
}

} // namespace

bool isRelativeTime(const QString &text)
{
    return text.startsWith(u'+') || text.startsWith(u'-');
}

std::optional<Between<Timestamp>> parseTime(const QString &text, Timestamp now)
{
    if (isRelativeTime(text)) {
        const auto time = parseRelativeTime(text, now);
        return time ? std::optional(Between<Timestamp>{*time, *time + 1ms}) : std::nullopt;
    }
    static const QRegularExpression pattern(
        u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{3})?)?"
        "(Z|[+-][0-9]{2}:[0-9]{2})?)?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const bool isDate = match.capturedLength(1) == 0;
    const auto time = parseIso(isDate ? text + u"T00:00"_s : text.toUpper());
    if (!time)
        return std::nullopt;
    if (isDate)
        return Between<Timestamp>{*time, *time + 24h};
    if (match.capturedLength(2) == 0)
        return Between<Timestamp>{*time, *time + 1min};
    return Between<Timestamp>{*time, *time + (match.capturedLength(3) == 0 ? 1000ms : 1ms)};
}

std::optional<qint64> parseQuantity(const QString &text)
{
    constexpr qint64 Most = 1'000'000'000'000'000'000;
    static const QRegularExpression pattern(u"\\A([0-9]{1,18})([A-Za-z]{0,3})\\z"_s);
    const auto match = pattern.match(text);
    const auto unit = byteUnit(match.captured(2));
    if (!match.hasMatch() || !unit)
        return std::nullopt;
    const qint64 count = match.capturedView(1).toLongLong();
    return count <= Most / *unit ? std::optional(count * *unit) : std::nullopt;
}

std::optional<bool> parseFlag(const QString &text)
{
    const auto isOne = [&text](QStringView word) {
        return text.compare(word, Qt::CaseInsensitive) == 0;
    };
    if (isOne(u"true") || isOne(u"yes"))
        return true;
    return isOne(u"false") || isOne(u"no") ? std::optional(false) : std::nullopt;
}

} // namespace linnet
