// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sessionorder.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using By = SessionOrder::By;

constexpr std::array Names = {"created"_L1, "last_seen"_L1, "ended"_L1, "user"_L1}; // As By.

QString nameOf(SessionOrder order)
{
    return (order.isDescending ? u"-"_s : QString()) + Names.at(size_t(order.by));
}

QByteArray valueOf(const SessionPlace &place, SessionOrder order)
{
    switch (order.by) {
    case By::Created:
        return {};
    case By::LastSeen:
    case By::Ended:
        return QByteArray::number(place.time.time_since_epoch().count());
    case By::UserName:
        return place.name.toUtf8();
    }
    Q_UNREACHABLE();
}

} // namespace

QStringList sessionOrderNames()
{
    QStringList names;
    for (const QLatin1String name : Names)
        names << name << u'-' + name;
    return names;
}

std::optional<SessionOrder> parseSessionOrder(const QString &name)
{
    for (size_t i = 0; i < Names.size(); ++i) {
        for (const bool isDescending : {false, true}) {
            const SessionOrder order{By(i), isDescending};
            if (nameOf(order) == name)
                return order;
        }
    }
    return std::nullopt;
}

Timestamp endOf(const Session &session)
{
    return session.revokedAt.value_or(session.expiresAt);
}

SessionPlace placeOf(const SessionView &view, SessionOrder order)
{
    const Session &session = view.session;
    switch (order.by) {
    case By::Created:
        return {session.id};
    case By::LastSeen:
        return {session.id, session.lastSeenAt};
    case By::Ended:
        return {session.id, endOf(session)};
    case By::UserName:
        return {session.id, {}, view.userName};
    }
    Q_UNREACHABLE();
}

QString toCursor(const SessionPlace &place, SessionOrder order)
{
    const QByteArray text =
        nameOf(order).toUtf8() + ' ' + place.id.toString().toUtf8() + ' ' + valueOf(place, order);
    return QString::fromLatin1(
        text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<SessionPlace> parseSessionCursor(const QString &cursor, SessionOrder order)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const QString text = QString::fromUtf8(*decoded);
    const auto id = SessionId::parse(text.section(u' ', 1, 1));
    if (text.section(u' ', 0, 0) != nameOf(order) || !id)
        return std::nullopt;
    const QString value = text.section(u' ', 2);
    if (order.by == By::UserName)
        return SessionPlace{*id, {}, value};
    bool isNumber = order.by == By::Created;
    const qint64 time = isNumber ? 0 : value.toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return SessionPlace{*id, Timestamp(std::chrono::milliseconds(time))};
}

} // namespace linnet
