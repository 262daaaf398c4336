// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/params.h"

#include "common/domain/notfound.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

template <typename AnyId>
Result<AnyId> parseOr(const QJsonValue &value, const Error &otherwise)
{
    const auto id = AnyId::parse(value.toString());
    return id ? Result<AnyId>(*id) : Result<AnyId>(otherwise);
}

} // namespace

Result<UserId> userParam(const QJsonObject &params, QLatin1String name)
{
    return parseOr<UserId>(params[name], noSuchUser());
}

Result<ConversationId> conversationParam(const QJsonObject &params, QLatin1String name)
{
    return parseOr<ConversationId>(params[name], noSuchConversation());
}

Result<MessageId> messageParam(const QJsonObject &params, QLatin1String name)
{
    return parseOr<MessageId>(params[name], noSuchMessage());
}

Result<SessionId> sessionParam(const QJsonObject &params, QLatin1String name)
{
    return parseOr<SessionId>(params[name], noSuchSession());
}

Result<std::vector<UserId>> usersParam(const QJsonObject &params, QLatin1String name)
{
    std::vector<UserId> users;
    const QJsonArray values = params[name].toArray();
    for (const QJsonValueConstRef value : values) {
        const auto user = parseOr<UserId>(value, noSuchUser());
        if (!user)
            return user.error();
        users.push_back(*user);
    }
    return users;
}

Result<std::optional<Timestamp>> timeParam(const QJsonObject &params, QLatin1String name)
{
    const auto text = textParam(params, name);
    if (!text)
        return std::optional<Timestamp>();
    const auto time = parseIso(*text);
    if (!time)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     name + u" must be an ISO-8601 time"_s};
    return time;
}

Result<std::optional<Timestamp>> givenTimeParam(const QJsonObject &params, QLatin1String name)
{
    const auto text = textParam(params, name);
    if (text && (text->isEmpty() || *text == u"undefined" || *text == u"null"))
        return std::optional<Timestamp>();
    return timeParam(params, name);
}

std::optional<QString> textParam(const QJsonObject &params, QLatin1String name)
{
    const QJsonValue value = params[name];
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

} // namespace linnet
