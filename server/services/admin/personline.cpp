// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/personline.h"

#include "common/domain/groupview.h"
#include "common/domain/mediaview.h"
#include "common/domain/messagekind.h"
#include "server/services/admin/exportline.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QByteArray lineOf(const QJsonObject &row)
{
    return QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

template <typename AnyId>
QJsonValue idOrNull(const std::optional<AnyId> &id)
{
    return id ? QJsonValue(id->toString()) : QJsonValue();
}

QJsonValue seqOrNull(const std::optional<qint64> &seq)
{
    return seq ? QJsonValue(*seq) : QJsonValue();
}

//! Who did it is none of what there is of the person.
QJsonValue suspensionOf(const AccountView &view, Timestamp now)
{
    const auto &suspension = view.suspension;
    if (!suspension || !suspension->isInForce(now))
        return {};
    return QJsonObject{{u"since"_s, toIso(suspension->at)},
                       {u"until"_s, timeOrNull(suspension->until)},
                       {u"reason"_s, suspension->reason}};
}

QString standingOf(const Friendship &friendship, UserId user)
{
    switch (friendship.state) {
    case FriendshipState::Accepted:
        return u"friend"_s;
    case FriendshipState::Pending:
        return friendship.from == user ? u"asked"_s : u"asking"_s;
    default:
        return nameOf(friendship.state);
    }
}

QString nameOf(NotificationKind kind)
{
    switch (kind) {
    case NotificationKind::FriendRequest:
        return u"friend-request"_s;
    case NotificationKind::FriendAccepted:
        return u"friend-accepted"_s;
    case NotificationKind::FriendDeclined:
        return u"friend-declined"_s;
    case NotificationKind::AddedToGroup:
        return u"added-to-group"_s;
    case NotificationKind::Mention:
        return u"mention"_s;
    case NotificationKind::Message:
        return u"message"_s;
    case NotificationKind::SignIn:
        return u"sign-in"_s;
    case NotificationKind::Security:
        return u"security"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray personProfile(const AccountDetails &person, const MailChoice &mails, Timestamp now)
{
    const User &user = person.view.user;
    const auto &erasure = person.view.erasure;
    const QJsonObject profile{
        {u"id"_s, user.id.toString()},
        {u"name"_s, user.displayName},
        {u"username"_s, user.username},
        {u"phone"_s, user.phone},
        {u"email"_s, user.email},
        {u"emailVerified"_s, user.isEmailVerified},
        {u"picture"_s, user.avatarUrl},
        {u"status"_s, user.statusText},
        {u"bio"_s, user.bio},
        {u"language"_s, user.language},
        {u"privacy"_s, privacyOf(user)},
        {u"mails"_s, mailsOf(mails)},
        {u"role"_s, nameOf(person.view.role)},
        {u"suspension"_s, suspensionOf(person.view, now)},
        {u"erasureDueAt"_s, erasure ? QJsonValue(toIso(erasure->dueAt)) : QJsonValue()},
        {u"hasPassword"_s, person.hasPassword},
        {u"hasSecondFactor"_s, person.hasSecondFactor},
        {u"lastSeenAt"_s, timeOrNull(person.view.lastSeenAt)},
        {u"createdAt"_s, toIso(user.createdAt)},
        {u"updatedAt"_s, toIso(user.updatedAt)}};
    return QJsonDocument(profile).toJson();
}

//! Who ended it may be somebody else, and is none of what there is of the person.
QByteArray personLine(const Session &session)
{
    return lineOf(QJsonObject{{u"device"_s, session.device},
                              {u"client"_s, session.clientName},
                              {u"dialect"_s, session.dialect},
                              {u"address"_s, session.address},
                              {u"userAgent"_s, session.userAgent},
                              {u"createdAt"_s, toIso(session.createdAt)},
                              {u"lastSeenAt"_s, toIso(session.lastSeenAt)},
                              {u"expiresAt"_s, toIso(session.expiresAt)},
                              {u"endedAt"_s, timeOrNull(session.revokedAt)},
                              {u"endedWhy"_s, session.revokedWhy}});
}

QByteArray personLine(const Block &block)
{
    return lineOf(QJsonObject{{u"user"_s, block.blocked.toString()},
                              {u"is"_s, u"blocked"_s},
                              {u"since"_s, toIso(block.at)}});
}

QByteArray personLine(const Friendship &friendship, UserId user)
{
    return lineOf(QJsonObject{{u"user"_s, friendship.other(user).toString()},
                              {u"is"_s, standingOf(friendship, user)},
                              {u"askedBy"_s, friendship.from.toString()},
                              {u"askedAt"_s, toIso(friendship.createdAt)},
                              {u"since"_s, toIso(friendship.changedAt)}});
}

QByteArray personLine(const Conversation &conversation, const ExportedMember &own,
                      std::optional<UserId> other)
{
    const Member &member = own.member;
    const bool isGroup = conversation.kind == ConversationKind::Group;
    return lineOf(QJsonObject{{u"id"_s, conversation.id.toString()},
                              {u"kind"_s, isGroup ? u"group"_s : u"direct"_s},
                              {u"title"_s, conversation.title},
                              {u"with"_s, idOrNull(other)},
                              {u"createdAt"_s, toIso(conversation.createdAt)},
                              {u"updatedAt"_s, toIso(conversation.updatedAt)},
                              {u"messages"_s, conversation.lastSeq},
                              {u"role"_s, nameOf(member.role)},
                              {u"joinedAt"_s, toIso(member.joinedAt)},
                              {u"joinedSeq"_s, member.joinedSeq},
                              {u"leftSeq"_s, seqOrNull(member.leftSeq)},
                              {u"deliveredSeq"_s, member.deliveredSeq},
                              {u"readSeq"_s, member.readSeq},
                              {u"shownReadSeq"_s, member.shownReadSeq},
                              {u"hiddenSeq"_s, seqOrNull(own.hiddenSeq)},
                              {u"mutedUntil"_s, timeOrNull(own.mutedUntil)}});
}

QByteArray personLine(const Message &message)
{
    QJsonArray mentions;
    for (const UserId user : message.mentions)
        mentions.append(user.toString());
    QJsonObject row{{u"id"_s, message.id.toString()},
                    {u"conversation"_s, message.conversation.toString()},
                    {u"seq"_s, message.seq},
                    {u"clientId"_s, message.clientId},
                    {u"kind"_s, nameOf(message.kind)},
                    {u"text"_s, message.body},
                    {u"file"_s, message.mediaUrl},
                    {u"thumbnail"_s, message.mediaThumbnail},
                    {u"fileSize"_s, message.mediaSize},
                    {u"mentions"_s, mentions},
                    {u"sentAt"_s, toIso(message.createdAt)},
                    {u"editedAt"_s, timeOrNull(message.editedAt)},
                    {u"deletedAt"_s, timeOrNull(message.deletedAt)}};
    if (message.replyTo)
        row[u"replyTo"_s] = message.replyTo->toString();
    return lineOf(row);
}

QByteArray personLine(const Star &star)
{
    return lineOf(QJsonObject{{u"conversation"_s, star.conversation.toString()},
                              {u"message"_s, star.message.toString()},
                              {u"starredAt"_s, toIso(star.at)}});
}

QByteArray personLine(const ExportedReading &reading)
{
    return lineOf(QJsonObject{{u"conversation"_s, reading.conversation.toString()},
                              {u"afterSeq"_s, reading.step.after},
                              {u"throughSeq"_s, reading.step.through},
                              {u"at"_s, toIso(reading.step.at)}});
}

QByteArray personLine(const Notification &notification)
{
    return lineOf(QJsonObject{{u"kind"_s, nameOf(notification.kind)},
                              {u"by"_s, idOrNull(notification.actor)},
                              {u"conversation"_s, idOrNull(notification.conversation)},
                              {u"message"_s, idOrNull(notification.message)},
                              {u"data"_s, notification.data},
                              {u"createdAt"_s, toIso(notification.createdAt)},
                              {u"readAt"_s, timeOrNull(notification.readAt)}});
}

QByteArray personLine(const Report &report)
{
    return lineOf(QJsonObject{{u"kind"_s, nameOf(report.kind)},
                              {u"subject"_s, QString::number(report.subject)},
                              {u"reason"_s, report.reason},
                              {u"text"_s, report.text},
                              {u"reportedAt"_s, toIso(report.createdAt)}});
}

//! Of a file that was removed there is only this.
QByteArray personLine(const Media &file)
{
    const auto &removal = file.removal;
    return lineOf(QJsonObject{
        {u"file"_s,
         removal ? QJsonValue() : QJsonValue(u"media/"_s + QString::fromLatin1(file.name))},
        {u"name"_s, file.originalName},
        {u"type"_s, QString::fromLatin1(file.contentType)},
        {u"bytes"_s, file.size},
        {u"uploadedAt"_s, toIso(file.createdAt)},
        {u"state"_s, removal ? u"removed"_s : u"kept"_s},
        {u"removedAt"_s, removal ? QJsonValue(toIso(removal->at)) : QJsonValue()},
        {u"removedBecause"_s, removal ? QJsonValue(nameOf(removal->why)) : QJsonValue()}});
}

} // namespace linnet
