// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonenotifications.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phonepeoplecodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

constexpr int MostMarked = 1'000;

Result<NotificationQuery> pageParam(const QJsonObject &params)
{
    NotificationQuery query;
    query.limit = params["limit"_L1].toInt(query.limit);
    query.onlyUnread = params["unread"_L1].toBool();
    if (!params.contains("cursor"_L1))
        return query;
    query.before = NotificationId::parse(params["cursor"_L1].toString());
    if (!query.before)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"cursor must be one this server gave"_s};
    return query;
}

//! What cannot be an id names no notification, and is left out as others' are.
NotificationService::Ids idsParam(const QJsonObject &params)
{
    if (!params.contains("ids"_L1))
        return std::nullopt;
    std::vector<NotificationId> ids;
    for (const QJsonValue &value : params["ids"_L1].toArray()) {
        if (const auto id = NotificationId::parse(value.toString()))
            ids.push_back(*id);
    }
    return ids;
}

} // namespace

PhoneNotificationApi::PhoneNotificationApi(NotificationService &notifications)
    : m_notifications(notifications)
{}

QList<Endpoint> PhoneNotificationApi::endpoints()
{
    using Need = Field::Need;
    const Schema ids{{"ids"_L1, Field::Type::StringArray, Need::Optional, 0, MostMarked}};
    return {
        {"notification.list"_L1,
         Method::Get,
         "/api/v1/notifications"_L1,
         {},
         Access::User,
         Cost::Read,
         {{"limit"_L1, Field::Type::Integer, Need::Optional, 1},
          {"cursor"_L1, Field::Type::String, Need::Optional},
          {"unread"_L1, Field::Type::Boolean, Need::Optional}},
         std::bind_front(&PhoneNotificationApi::list, this)},
        {"notification.count"_L1,
         Method::Get,
         "/api/v1/notifications/unread-count"_L1,
         {},
         Access::User,
         Cost::Read,
         {},
         std::bind_front(&PhoneNotificationApi::countUnread, this)},
        {"notification.read"_L1,
         Method::Post,
         "/api/v1/notifications/read"_L1,
         {},
         Access::User,
         Cost::Write,
         ids,
         std::bind_front(&PhoneNotificationApi::markRead, this)},
        {"notification.unread"_L1,
         Method::Post,
         "/api/v1/notifications/unread"_L1,
         {},
         Access::User,
         Cost::Write,
         ids,
         std::bind_front(&PhoneNotificationApi::markUnread, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneNotificationApi::list(Call call)
{
    const auto query = pageParam(call.params);
    if (!query)
        co_return query.error();
    const auto page = co_await m_notifications.list(call.caller.user, *query);
    if (!page)
        co_return page.error();
    QJsonObject body{{"notifications"_L1, toArray(page->notifications, notificationObject)},
                     {"unread"_L1, page->unread}};
    if (page->next)
        body["nextCursor"_L1] = page->next->toString();
    co_return Answer{body};
}

QCoro::Task<Result<Answer>> PhoneNotificationApi::countUnread(Call call)
{
    const auto unread = co_await m_notifications.countUnread(call.caller.user);
    if (!unread)
        co_return unread.error();
    co_return Answer{QJsonObject{{"unread"_L1, *unread}}};
}

QCoro::Task<Result<Answer>> PhoneNotificationApi::markRead(Call call)
{
    const auto marked = co_await mark(call, NotificationService::State::Read);
    co_return marked;
}

QCoro::Task<Result<Answer>> PhoneNotificationApi::markUnread(Call call)
{
    const auto marked = co_await mark(call, NotificationService::State::Unread);
    co_return marked;
}

QCoro::Task<Result<Answer>> PhoneNotificationApi::mark(Call call, NotificationService::State state)
{
    const auto unread =
        co_await m_notifications.mark(call.caller.user, idsParam(call.params), state);
    if (!unread)
        co_return unread.error();
    co_return Answer{QJsonObject{{"success"_L1, true}, {"unread"_L1, *unread}}};
}

} // namespace linnet::phone
