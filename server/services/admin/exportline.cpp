// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/exportline.h"

#include "common/domain/groupview.h"
#include "common/domain/mediaview.h"
#include "common/domain/messagekind.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue suspensionOf(const AccountView &view, Timestamp now)
{
    const auto &suspension = view.suspension;
    if (!suspension || !suspension->isInForce(now))
        return {};
    return QJsonObject{{u"reason"_s, suspension->reason},
                       {u"until"_s, timeOrNull(suspension->until)}};
}

QJsonValue seqOrNull(const std::optional<qint64> &seq)
{
    return seq ? QJsonValue(*seq) : QJsonValue();
}

//! \return what a line of the system says of those whom it names.
QJsonValue membershipOf(const Message &message)
{
    return message.membership ? QJsonValue(nameOf(*message.membership)) : QJsonValue();
}

QString kindOf(const Conversation &conversation)
{
    return conversation.kind == ConversationKind::Group ? u"group"_s : u"direct"_s;
}

} // namespace

QJsonObject privacyOf(const User &user)
{
    const Privacy &privacy = user.privacy;
    return {{u"lastSeen"_s, nameOf(privacy.lastSeen)},
            {u"picture"_s, nameOf(privacy.avatar)},
            {u"groups"_s, nameOf(privacy.groups)},
            {u"readReceipts"_s, privacy.readReceipts}};
}

QJsonObject mailsOf(const MailChoice &mails)
{
    return {{u"friendRequests"_s, mails.friendRequests}, {u"whileAway"_s, mails.whileAway}};
}

QJsonObject exportLine(const AccountView &view, const MailChoice &mails, Timestamp now)
{
    const User &user = view.user;
    const auto &merger = view.merger;
    return {{u"id"_s, user.id.toString()},
            {u"name"_s, user.displayName},
            {u"username"_s, textOrNull(user.username)},
            {u"phone"_s, textOrNull(user.phone)},
            {u"email"_s, textOrNull(user.email)},
            {u"emailVerified"_s, user.isEmailVerified},
            {u"status"_s, textOrNull(user.statusText)},
            {u"bio"_s, textOrNull(user.bio)},
            {u"language"_s, textOrNull(user.language)},
            {u"picture"_s, textOrNull(user.avatarUrl)},
            {u"privacy"_s, privacyOf(user)},
            {u"mails"_s, mailsOf(mails)},
            {u"role"_s, nameOf(view.role)},
            {u"state"_s, nameOf(stateOf(view, now))},
            {u"suspension"_s, suspensionOf(view, now)},
            {u"mergedInto"_s, merger ? QJsonValue(merger->into.toString()) : QJsonValue()},
            {u"lastSeenAt"_s, timeOrNull(view.lastSeenAt)},
            {u"createdAt"_s, toIso(user.createdAt)}};
}

QJsonObject exportLine(const Media &file)
{
    const auto &removal = file.removal;
    return {{u"id"_s, file.id.toString()},
            {u"sha256"_s, QString::fromLatin1(file.sha256.toHex())},
            {u"contentType"_s, QString::fromLatin1(file.contentType)},
            {u"size"_s, file.size},
            {u"name"_s, textOrNull(file.originalName)},
            {u"owner"_s, file.owner.toString()},
            {u"createdAt"_s, toIso(file.createdAt)},
            {u"removedAt"_s, removal ? QJsonValue(toIso(removal->at)) : QJsonValue()},
            {u"removedBecause"_s, removal ? QJsonValue(nameOf(removal->why)) : QJsonValue()}};
}

QJsonObject exportLine(const Conversation &conversation)
{
    return {{u"id"_s, conversation.id.toString()},
            {u"kind"_s, kindOf(conversation)},
            {u"title"_s, textOrNull(conversation.title)},
            {u"bio"_s, textOrNull(conversation.bio)},
            {u"picture"_s, textOrNull(conversation.avatarUrl)},
            {u"owner"_s, conversation.createdBy.toString()},
            {u"frozen"_s, conversation.isFrozen},
            {u"closed"_s, conversation.isClosed},
            {u"messages"_s, conversation.lastSeq},
            {u"createdAt"_s, toIso(conversation.createdAt)},
            {u"updatedAt"_s, toIso(conversation.updatedAt)}};
}

QJsonObject exportLine(const ExportedMember &exported)
{
    const Member &member = exported.member;
    return {{u"conversation"_s, member.conversation.toString()},
            {u"user"_s, member.user.toString()},
            {u"role"_s, nameOf(member.role)},
            {u"joinedAt"_s, toIso(member.joinedAt)},
            {u"joinedSeq"_s, member.joinedSeq},
            {u"leftSeq"_s, seqOrNull(member.leftSeq)},
            {u"deliveredSeq"_s, member.deliveredSeq},
            {u"readSeq"_s, member.readSeq},
            {u"shownReadSeq"_s, member.shownReadSeq},
            {u"hiddenSeq"_s, seqOrNull(exported.hiddenSeq)},
            {u"mutedUntil"_s, timeOrNull(exported.mutedUntil)}};
}

QJsonObject exportLine(const Message &message)
{
    QJsonArray mentions;
    for (const UserId user : message.mentions)
        mentions.append(user.toString());
    const auto &answered = message.replyTo;
    return {{u"id"_s, message.id.toString()},
            {u"conversation"_s, message.conversation.toString()},
            {u"seq"_s, message.seq},
            {u"sender"_s, message.sender.toString()},
            {u"clientId"_s, textOrNull(message.clientId)},
            {u"kind"_s, nameOf(message.kind)},
            {u"membership"_s, membershipOf(message)},
            {u"text"_s, message.body},
            {u"file"_s, textOrNull(message.mediaUrl)},
            {u"thumbnail"_s, textOrNull(message.mediaThumbnail)},
            {u"fileSize"_s, message.mediaSize},
            {u"replyTo"_s, answered ? QJsonValue(answered->toString()) : QJsonValue()},
            {u"mentions"_s, mentions},
            {u"sentAt"_s, toIso(message.createdAt)},
            {u"editedAt"_s, timeOrNull(message.editedAt)},
            {u"deletedAt"_s, timeOrNull(message.deletedAt)}};
}

QJsonObject exportLine(const Block &block)
{
    return {{u"blocker"_s, block.blocker.toString()},
            {u"blocked"_s, block.blocked.toString()},
            {u"createdAt"_s, toIso(block.at)}};
}

QJsonObject exportLine(const Friendship &friendship)
{
    return {{u"from"_s, friendship.from.toString()},
            {u"to"_s, friendship.to.toString()},
            {u"state"_s, nameOf(friendship.state)},
            {u"createdAt"_s, toIso(friendship.createdAt)},
            {u"changedAt"_s, toIso(friendship.changedAt)}};
}

QJsonObject exportLine(const ExportedReading &reading)
{
    const ReadingStep &step = reading.step;
    return {{u"conversation"_s, reading.conversation.toString()},
            {u"user"_s, step.reader.toString()},
            {u"afterSeq"_s, step.after},
            {u"throughSeq"_s, step.through},
            {u"at"_s, toIso(step.at)}};
}

QJsonObject exportLine(const Star &star)
{
    return {{u"conversation"_s, star.conversation.toString()},
            {u"message"_s, star.message.toString()},
            {u"user"_s, star.user.toString()},
            {u"createdAt"_s, toIso(star.at)}};
}

QJsonObject exportLine(const SettingState &setting)
{
    return {{u"name"_s, setting.setting->name},
            {u"value"_s, setting.inForce},
            {u"source"_s, nameOf(setting.origin)}};
}

} // namespace linnet
