// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/identifier.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Words that stand in paths where a user name may stand, and those that would pass for the server.
constexpr std::array ReservedNames{
    "admin"_L1,    "administrator"_L1, "all"_L1,
    "api"_L1,      "auth"_L1,          "chat"_L1,
    "chats"_L1,    "contacts"_L1,      "currentuser"_L1,
    "events"_L1,   "friend"_L1,        "friends"_L1,
    "group"_L1,    "groups"_L1,        "health"_L1,
    "linnet"_L1,   "login"_L1,         "logout"_L1,
    "me"_L1,       "media"_L1,         "message"_L1,
    "messages"_L1, "new"_L1,           "notifications"_L1,
    "null"_L1,     "register"_L1,      "remove"_L1,
    "root"_L1,     "search"_L1,        "send"_L1,
    "sessions"_L1, "settings"_L1,      "signup"_L1,
    "status"_L1,   "support"_L1,       "sync"_L1,
    "system"_L1,   "undefined"_L1,     "unread-notifications"_L1,
    "update"_L1,   "user"_L1,          "users"_L1,
    "verify"_L1,
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetterOrDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isInLocalPart(QChar c)
{
    return isLetterOrDigit(c) || QLatin1String(".!#$%&'*+/=?^_`{|}~-").contains(c);
}

bool isLocalPart(QStringView text)
{
    constexpr int Most = 64;
    return !text.isEmpty() && text.size() <= Most && !text.startsWith(u'.') && !text.endsWith(u'.')
        && !text.contains(u"..") && std::all_of(text.begin(), text.end(), isInLocalPart);
}

bool isDomainLabel(QStringView text)
{
    constexpr int Most = 63;
    return !text.isEmpty() && text.size() <= Most && !text.startsWith(u'-') && !text.endsWith(u'-')
        && std::all_of(text.begin(), text.end(),
                       [](QChar c) { return isLetterOrDigit(c) || c == u'-'; });
}

bool isDomain(const QString &text)
{
    const auto labels = QStringView(text).split(u'.');
    return (labels.size() > 1 || text == u"localhost")
        && std::all_of(labels.begin(), labels.end(), isDomainLabel);
}

} // namespace

std::optional<Identifier> parsePhone(const QString &text)
{
    constexpr int LeastDigits = 7;
    constexpr int MostDigits = 15;
    const QStringView digits = QStringView(text).mid(1);
    if (!text.startsWith(u'+') || digits.size() < LeastDigits || digits.size() > MostDigits
        || digits.front() == u'0' || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    return Identifier{Identifier::Kind::Phone, text};
}

std::optional<Identifier> parseEmail(const QString &text)
{
    constexpr int Most = 254; // RFC 5321, less the brackets.
    const QString trimmed = text.trimmed();
    const qsizetype at = trimmed.lastIndexOf(u'@');
    if (at < 0 || trimmed.size() > Most || !isLocalPart(QStringView(trimmed).left(at)))
        return std::nullopt;
    const QString domain = QString::fromLatin1(QUrl::toAce(trimmed.mid(at + 1)));
    if (!isDomain(domain.toLower()) || at + 1 + domain.size() > Most)
        return std::nullopt;
    return Identifier{Identifier::Kind::Email, (trimmed.left(at + 1) + domain).toLower()};
}

std::optional<Identifier> parseUsername(const QString &text)
{
    constexpr int Least = 3;
    constexpr int Most = 30;
    const auto isAllowed = [](QChar c) {
        return isLetterOrDigit(c) || QLatin1String("_.-").contains(c);
    };
    if (text.size() < Least || text.size() > Most || !isLetterOrDigit(text.front())
        || !std::all_of(text.begin(), text.end(), isAllowed)
        || std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    const QString name = text.toLower();
    if (std::find(ReservedNames.begin(), ReservedNames.end(), name) != ReservedNames.end())
        return std::nullopt;
    return Identifier{Identifier::Kind::Username, name};
}

std::optional<Identifier> parseIdentifier(const QString &text)
{
    if (text.contains(u'@'))
        return parseEmail(text);
    return text.startsWith(u'+') ? parsePhone(text) : parseUsername(text);
}

} // namespace linnet
