// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/pastmessage.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! Where a file is not there, what is left is of which kind it was.
QString textOf(const QJsonObject &message)
{
    if (message["deletedAt"_L1].isString())
        return {};
    const QString text = message["text"_L1].toString();
    return text.isEmpty() ? u'[' + message["kind"_L1].toString() + u']' : text;
}

} // namespace

QJsonObject pastMessage(const QJsonObject &message, const PeopleImport &people,
                        const ChatPlaces &places)
{
    QJsonObject described{{"sender"_L1, people.find(message["sender"_L1].toString())},
                          {"createdAt"_L1, message["sentAt"_L1]},
                          {"clientMessageId"_L1, keyOf(message)},
                          {"textContent"_L1, textOf(message)}};
    if (const auto answered = places.find(message["replyTo"_L1].toString()))
        described["replyTo"_L1] = *answered;
    for (const auto field : {"editedAt"_L1, "deletedAt"_L1, "membership"_L1}) {
        if (!message[field].isNull() && !message[field].isUndefined())
            described[field] = message[field];
    }
    // Of what has a file, the file says of which kind it is.
    if (message["kind"_L1] == u"system"_s || described.contains("deletedAt"_L1))
        described["kind"_L1] = message["kind"_L1];
    QJsonArray mentions;
    const QJsonArray named = message["mentions"_L1].toArray();
    for (const auto &user : named) {
        const QString known = people.find(user.toString());
        if (!known.isEmpty())
            mentions.append(known);
    }
    if (!mentions.isEmpty())
        described["mentions"_L1] = mentions;
    return described;
}

bool isEmptyMessage(const QJsonObject &message)
{
    return message["kind"_L1].toString() == u"system"_s || message["deletedAt"_L1].isString();
}

QStringList peopleIn(const QJsonObject &message, const PeopleImport &people)
{
    QStringList ids{people.find(message["sender"_L1].toString())};
    if (message["kind"_L1].toString() == u"system"_s)
        return ids;
    const QJsonArray named = message["mentions"_L1].toArray();
    for (const auto &user : named)
        ids.append(people.find(user.toString()));
    return ids;
}

} // namespace linnet::cli
