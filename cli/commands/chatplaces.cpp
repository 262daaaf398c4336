// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/chatplaces.h"

#include <iterator>

using namespace Qt::StringLiterals;

namespace linnet::cli {

QString keyOf(const QJsonObject &message)
{
    const QString given = message["clientId"_L1].toString();
    return given.isEmpty() ? u"linnet:"_s + message["id"_L1].toString() : given;
}

void ChatPlaces::add(const QJsonObject &message, const QString &sender)
{
    const QString id = message["id"_L1].toString();
    m_keys[id] = QJsonObject{{"sender"_L1, sender}, {"clientMessageId"_L1, keyOf(message)}};
    m_ids[message["seq"_L1].toInteger()] = id;
}

std::optional<QJsonObject> ChatPlaces::find(const QString &id) const
{
    const auto key = m_keys.constFind(id);
    return key == m_keys.constEnd() ? std::nullopt : std::optional(*key);
}

QJsonValue ChatPlaces::upTo(qint64 seq) const
{
    const auto next = m_ids.upperBound(seq);
    return next == m_ids.constBegin() ? QJsonValue() : QJsonValue(m_keys[*std::prev(next)]);
}

} // namespace linnet::cli
