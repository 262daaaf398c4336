// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/historycodec.h"

#include "common/domain/messagekind.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

bool isMissing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

Result<std::vector<UserId>> mentionsOf(const QJsonValue &value)
{
    if (!value.isUndefined() && !value.isArray())
        return invalid(u"mentions must be a list of ids"_s);
    const QJsonArray array = value.toArray();
    if (array.size() > MostMentions)
        return invalid(u"mentions must be at most %1"_s.arg(MostMentions));
    std::vector<UserId> mentions;
    for (const auto &each : array) {
        const auto user = idParam<UserId>(each, "mentions"_L1);
        if (!user)
            return user.error();
        mentions.push_back(*user);
    }
    return mentions;
}

//! Puts what happened to the message later on into \p past.
Result<> readState(const QJsonObject &message, PastMessage &past)
{
    const auto editedAt = pastTimeOf(message["editedAt"_L1], "editedAt"_L1);
    if (!editedAt)
        return editedAt.error();
    const auto deletedAt = pastTimeOf(message["deletedAt"_L1], "deletedAt"_L1);
    if (!deletedAt)
        return deletedAt.error();
    past.editedAt = *editedAt;
    past.deletedAt = *deletedAt;
    if (const QJsonValue kind = message["kind"_L1]; !isMissing(kind)) {
        const auto known = parseMessageKind(kind.toString());
        if (!known)
            return invalid(u"kind must be text, image, video, audio, document or system"_s);
        past.kind = *known;
    }
    if (const QJsonValue membership = message["membership"_L1]; !isMissing(membership)) {
        past.membership = parseMembership(membership.toString());
        if (!past.membership)
            return invalid(u"membership must be began or ended"_s);
    }
    return {};
}

} // namespace

Result<std::optional<Timestamp>> pastTimeOf(const QJsonValue &value, QLatin1String field)
{
    if (isMissing(value))
        return std::optional<Timestamp>();
    const auto time = parseIso(value.toString());
    if (!time)
        return invalid(field + u" must be a time, e.g. 2021-12-31T21:05:00.000Z"_s);
    return time;
}

Result<std::optional<PastReference>> pastReferenceOf(const QJsonValue &value, QLatin1String field)
{
    if (isMissing(value))
        return std::optional<PastReference>();
    const auto sender = UserId::parse(value["sender"_L1].toString());
    if (!sender)
        return invalid(field + u".sender must be an id"_s);
    const QString clientId = value["clientMessageId"_L1].toString();
    if (clientId.isEmpty())
        return invalid(field + u".clientMessageId is required"_s);
    return std::optional(PastReference{*sender, clientId});
}

Result<PastMessage> pastMessageOf(const QJsonValue &value)
{
    if (!value.isObject())
        return invalid(u"messages must be objects"_s);
    const QJsonObject message = value.toObject();
    for (const QLatin1String name : {"clientMessageId"_L1, "textContent"_L1, "file"_L1}) {
        if (message.contains(name) && !message[name].isString())
            return invalid(name + u" must be a text"_s);
    }
    const auto sender = idParam<UserId>(message["sender"_L1], "sender"_L1);
    if (!sender)
        return sender.error();
    const auto at = parseIso(message["createdAt"_L1].toString());
    if (!at)
        return invalid(u"createdAt must be a time, e.g. 2021-12-31T21:05:00.000Z"_s);
    const auto replyTo = pastReferenceOf(message["replyTo"_L1], "replyTo"_L1);
    if (!replyTo)
        return replyTo.error();
    const auto mentions = mentionsOf(message["mentions"_L1]);
    if (!mentions)
        return mentions.error();
    PastMessage past{.sender = *sender,
                     .at = *at,
                     .clientId = message["clientMessageId"_L1].toString(),
                     .body = message["textContent"_L1].toString(),
                     .file = message["file"_L1].toString().toUtf8(),
                     .replyTo = *replyTo,
                     .mentions = *mentions};
    const auto state = readState(message, past);
    return state ? Result<PastMessage>(std::move(past)) : state.error();
}

Result<PastMarks> pastMarksOf(const QJsonValue &value)
{
    if (!value.isObject())
        return invalid(u"marks must be objects"_s);
    const auto user = idParam<UserId>(value["user"_L1], "user"_L1);
    if (!user)
        return user.error();
    const auto delivered = pastReferenceOf(value["delivered"_L1], "delivered"_L1);
    if (!delivered)
        return delivered.error();
    const auto read = pastReferenceOf(value["read"_L1], "read"_L1);
    if (!read)
        return read.error();
    const auto shown = pastReferenceOf(value["shownRead"_L1], "shownRead"_L1);
    if (!shown)
        return shown.error();
    const auto hidden = pastReferenceOf(value["hidden"_L1], "hidden"_L1);
    if (!hidden)
        return hidden.error();
    return PastMarks{*user, *delivered, *read, *shown, *hidden};
}

} // namespace linnet::admin
