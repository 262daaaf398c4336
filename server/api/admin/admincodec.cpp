// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admincodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonValue suspensionOrNull(const AccountView &view, Timestamp now)
{
    if (!view.suspension || !view.suspension->isInForce(now))
        return {};
    const Suspension &suspension = *view.suspension;
    return QJsonObject{{"since"_L1, toIso(suspension.at)},
                       {"until"_L1, timeOrNull(suspension.until)},
                       {"reason"_L1, suspension.reason},
                       {"by"_L1, suspension.by}};
}

QJsonValue mergerOrNull(const AccountView &view)
{
    if (!view.merger)
        return {};
    const Merger &merger = *view.merger;
    return QJsonObject{
        {"into"_L1, merger.into.toString()}, {"at"_L1, toIso(merger.at)}, {"by"_L1, merger.by}};
}

QJsonObject identifierObject(QLatin1String kind, const QString &value, bool isVerified)
{
    return {{"kind"_L1, kind}, {"value"_L1, value}, {"verified"_L1, isVerified}};
}

//! A phone number is stored once it is proven, and a user name is nothing to be proven.
QJsonArray identifiersOf(const User &user)
{
    QJsonArray identifiers;
    if (!user.phone.isEmpty())
        identifiers.append(identifierObject("phone"_L1, user.phone, true));
    if (!user.email.isEmpty())
        identifiers.append(identifierObject("email"_L1, user.email, user.isEmailVerified));
    if (!user.username.isEmpty())
        identifiers.append(identifierObject("username"_L1, user.username, true));
    return identifiers;
}

} // namespace

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QJsonObject erasureObject(const Erasure &erasure)
{
    return {{"user"_L1, erasure.user.toString()},
            {"requestedAt"_L1, toIso(erasure.requestedAt)},
            {"requestedBy"_L1, erasure.requestedBy},
            {"dueAt"_L1, toIso(erasure.dueAt)},
            {"messages"_L1, nameOf(erasure.messages)},
            {"begunAt"_L1, timeOrNull(erasure.begunAt)},
            {"erasedAt"_L1, timeOrNull(erasure.erasedAt)},
            {"erased"_L1, erasure.counts},
            {"receipt"_L1, textOrNull(QString::fromLatin1(erasure.receipt))}};
}

QJsonObject accountItem(const AccountView &view, Timestamp now)
{
    const User &user = view.user;
    return {
        {"id"_L1, user.id.toString()},
        {"name"_L1, user.displayName},
        {"username"_L1, textOrNull(user.username)},
        {"phone"_L1, textOrNull(user.phone)},
        {"email"_L1, textOrNull(user.email)},
        {"emailVerified"_L1, user.isEmailVerified},
        {"state"_L1, nameOf(stateOf(view, now))},
        {"role"_L1, nameOf(view.role)},
        {"createdAt"_L1, toIso(user.createdAt)},
        {"lastSeenAt"_L1, timeOrNull(view.lastSeenAt)},
        {"suspension"_L1, suspensionOrNull(view, now)},
        {"erasure"_L1, view.erasure ? QJsonValue(erasureObject(*view.erasure)) : QJsonValue()},
        {"merger"_L1, mergerOrNull(view)},
    };
}

QJsonObject accountObject(const AccountDetails &details, Timestamp now)
{
    QJsonObject account = accountItem(details.view, now);
    account["identifiers"_L1] = identifiersOf(details.view.user);
    account["language"_L1] = textOrNull(details.view.user.language);
    account["activeSessions"_L1] = details.activeSessions;
    account["hasPassword"_L1] = details.hasPassword;
    account["hasSecondFactor"_L1] = details.hasSecondFactor;
    return account;
}

QJsonObject groupItem(const GroupView &view)
{
    const Conversation &group = view.group;
    return {
        {"id"_L1, group.id.toString()},
        {"title"_L1, group.title},
        {"owner"_L1,
         QJsonObject{{"id"_L1, group.createdBy.toString()}, {"name"_L1, view.ownerName}}},
        {"state"_L1, nameOf(stateOf(view))},
        {"members"_L1, view.members},
        {"messages"_L1, group.lastSeq},
        {"createdAt"_L1, toIso(group.createdAt)},
        {"updatedAt"_L1, toIso(group.updatedAt)},
    };
}

QJsonObject memberItem(const MemberView &member)
{
    return {{"id"_L1, member.user.id.toString()},
            {"name"_L1, member.user.displayName},
            {"role"_L1, nameOf(member.member.role)},
            {"joinedAt"_L1, toIso(member.member.joinedAt)}};
}

} // namespace linnet::admin
