// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/unsubscribelink.h"

#include "common/core/secretbox.h"

#include <QStringList>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QByteArray Purpose = "unsubscribe";
const QByteArray::Base64Options UrlSafe =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

// They stay what they are: links are good for as long as mails are kept.
constexpr QLatin1String FriendRequests("friend-request");
constexpr QLatin1String WhileAway("while-away");

std::optional<NewsMail> parseSort(const QString &name)
{
    if (name == FriendRequests)
        return NewsMail::FriendRequest;
    if (name == WhileAway)
        return NewsMail::WhileAway;
    return std::nullopt;
}

} // namespace

QString unsubscribeToken(const Unsubscription &unsubscription, const SecretBox &box)
{
    const QString text = unsubscription.user.toString() + u' '
        + (unsubscription.sort == NewsMail::FriendRequest ? FriendRequests : WhileAway);
    return QString::fromLatin1(box.seal(text.toUtf8(), Purpose).toBase64(UrlSafe));
}

std::optional<Unsubscription> parseUnsubscribeToken(const QString &token, const SecretBox &box)
{
    const auto sealed = QByteArray::fromBase64Encoding(
        token.toLatin1(), UrlSafe | QByteArray::AbortOnBase64DecodingErrors);
    const auto text = box.open(*sealed, Purpose);
    if (!text)
        return std::nullopt;
    const QStringList parts = QString::fromUtf8(*text).split(u' ');
    const auto user = UserId::parse(parts.front());
    const auto sort = parseSort(parts.back());
    if (!user || !sort)
        return std::nullopt;
    return Unsubscription{*user, *sort};
}

} // namespace linnet
