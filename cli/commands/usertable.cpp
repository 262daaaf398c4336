// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Table userTable()
{
    using As = Column::As;
    return {u"User"_s,
            {
                {u"ID"_s, u"id"_s},
                {u"Name"_s, u"name"_s},
                {u"User name"_s, u"username"_s},
                {u"Phone"_s, u"phone"_s},
                {u"E-mail"_s, u"email"_s},
                {u"E-mail verified"_s, u"emailVerified"_s},
                {u"Language"_s, u"language"_s},
                {u"Role"_s, u"role"_s},
                {u"State"_s, u"state"_s},
                {u"Suspended since"_s, u"suspension.since"_s, As::Time},
                {u"Suspended until"_s, u"suspension.until"_s, As::Time},
                {u"Suspended because"_s, u"suspension.reason"_s},
                {u"Suspended by"_s, u"suspension.by"_s},
                {u"Erased after"_s, u"erasure.dueAt"_s, As::Time},
                {u"Erasure asked by"_s, u"erasure.requestedBy"_s},
                {u"Erased"_s, u"erasure.erasedAt"_s, As::Time},
                {u"Merged into"_s, u"merger.into"_s},
                {u"Merged"_s, u"merger.at"_s, As::Time},
                {u"Merged by"_s, u"merger.by"_s},
                {u"Password"_s, u"hasPassword"_s},
                {u"Second factor"_s, u"hasSecondFactor"_s},
                {u"Active sessions"_s, u"activeSessions"_s, As::Number},
                {u"Created"_s, u"createdAt"_s, As::Time},
                {u"Last seen"_s, u"lastSeenAt"_s, As::Time},
            },
            u"id"_s,
            Table::Shape::Card};
}

Table accountTable()
{
    return {u"Account"_s,
            {
                {u"ID"_s, u"id"_s},
                {u"Name"_s, u"name"_s},
                {u"User name"_s, u"username"_s},
                {u"Phone"_s, u"phone"_s},
                {u"E-mail"_s, u"email"_s},
                {u"E-mail verified"_s, u"emailVerified"_s},
                {u"Role"_s, u"role"_s},
            },
            u"id"_s,
            Table::Shape::Card};
}

Table linkTable()
{
    return {u"MailedLink"_s,
            {{u"User"_s, u"id"_s}, {u"Name"_s, u"name"_s}, {u"Mailed to"_s, u"sentTo"_s}},
            u"id"_s,
            Table::Shape::Card};
}

Table suspensionTable()
{
    return {u"Suspension"_s,
            {
                {u"User"_s, u"id"_s},
                {u"Name"_s, u"name"_s},
                {u"State"_s, u"state"_s},
                {u"Until"_s, u"suspension.until"_s, Column::As::Time},
                {u"Because"_s, u"suspension.reason"_s},
                {u"Sessions ended"_s, u"endedSessions"_s, Column::As::Number},
            },
            u"id"_s,
            Table::Shape::Card};
}

Argument userArgument(QString &user)
{
    return {u"USER"_s, u"An id, a phone number, an e-mail address or a user name."_s,
            &user,     Argument::Need::Required,
            {},        Referent::User};
}

QJsonObject givenFields(const QJsonObject &fields)
{
    QJsonObject given;
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (!field.value().toString().isEmpty())
            given.insert(field.key(), field.value());
    }
    return given;
}

} // namespace linnet::cli
