// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailaddress.h"

#include <QRegularExpression>
#include <QUrl>

namespace linnet {

namespace {

constexpr qsizetype LongestLocal = 64; // RFC 5321, 4.5.3.1
constexpr qsizetype LongestAddress = 254;

std::optional<QByteArray> parseBare(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
                       "@([^\\s@<>()\\[\\],;:\\\\\"/]+)\\z"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QByteArray local = match.captured(1).toLatin1();
    const QByteArray domain = QUrl::toAce(match.captured(2));
    const QByteArray address = local + '@' + domain;
    if (domain.isEmpty() || local.size() > LongestLocal || address.size() > LongestAddress)
        return std::nullopt;
    return address;
}

} // namespace

std::optional<MailAddress> parseMailAddress(const QString &text)
{
    static const QRegularExpression named(
        QStringLiteral("^\\s*\"?([^\"<>\\p{C}]*?)\"?\\s*<([^<>]+)>\\s*\\z"));
    const auto match = named.match(text);
    const auto address = parseBare(match.hasMatch() ? match.captured(2) : text);
    if (!address)
        return std::nullopt;
    return MailAddress{match.captured(1), *address};
}

} // namespace linnet
