// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprnotifications.h"

#include "common/domain/notfound.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/notification/notificationservice.h"
#include "server/services/notification/notificationwriter.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

//! \return the ids in \p params; what is none names no notification, and is left out.
std::vector<NotificationId> idsParam(const QJsonObject &params)
{
    std::vector<NotificationId> ids;
    for (const QJsonValue value : params["notificationIds"_L1].toArray()) {
        if (const auto id = NotificationId::parse(value.toString()))
            ids.push_back(*id);
    }
    return ids;
}

} // namespace

WhisprNotificationApi::WhisprNotificationApi(NotificationService &notifications)
    : m_notifications(notifications)
{}

QList<Endpoint> WhisprNotificationApi::endpoints()
{
    const Field ids{"notificationIds"_L1, Field::Type::StringArray, Field::Need::Required, 0,
                    NotificationWriter::MostKept};
    QList<Endpoint> rows{
        httpRow("notification.list"_L1, Method::Get, "/v1/notifications"_L1, {},
                std::bind_front(&WhisprNotificationApi::list, this)),
        httpRow("notification.count-unread"_L1, Method::Get,
                "/v1/notifications/unread-notifications"_L1, {},
                std::bind_front(&WhisprNotificationApi::countUnread, this)),
        httpRow("notification.mark-read"_L1, Method::Post, "/v1/notifications/mark-as-read"_L1,
                {ids}, std::bind_front(&WhisprNotificationApi::markRead, this)),
        httpRow("notification.list-of"_L1, Method::Get, "/v1/notifications/{id}"_L1, {{"id"_L1}},
                std::bind_front(&WhisprNotificationApi::listOf, this)),
        httpRow("notification.mark-one"_L1, Method::Put, "/v1/notifications/{id}"_L1,
                {{"id"_L1}, {"read"_L1, Field::Type::Boolean}},
                std::bind_front(&WhisprNotificationApi::markOne, this)),
    };
    rows.back().aliases = {{Method::Patch, "/v1/notifications/{id}"}};
    for (Endpoint &row : rows)
        row.sharedWith = {"mern"_L1}; // Which has the same at the service's own paths.
    return rows;
}

QCoro::Task<Result<Answer>> WhisprNotificationApi::list(Call call)
{
    const auto views = co_await collect(call.caller.user);
    if (!views)
        co_return views.error();
    const auto row = [&call](const NotificationView &view) {
        return notificationObject(view, call.origin);
    };
    co_return Answer{QJsonObject{{"success"_L1, true}, {"notifications"_L1, toArray(*views, row)}}};
}

//! Pages know no second page. They show whom each is from, and fail where there is nobody.
QCoro::Task<Result<std::vector<NotificationView>>> WhisprNotificationApi::collect(UserId user)
{
    NotificationQuery query;
    query.limit = NotificationService::MostListed;
    std::vector<NotificationView> views;
    do {
        auto page = co_await m_notifications.list(user, query);
        if (!page)
            co_return page.error();
        std::copy_if(page->notifications.begin(), page->notifications.end(),
                     std::back_inserter(views),
                     [](const NotificationView &view) { return view.actor.has_value(); });
        query.before = page->next;
    } while (query.before);
    co_return views;
}

QCoro::Task<Result<Answer>> WhisprNotificationApi::listOf(Call call)
{
    if (call.params["id"_L1].toString() != call.caller.user.toString())
        co_return Error{Error::Kind::Forbidden, "not_yours"_L1,
                        u"You may see your own notifications only"_s};
    const auto own = co_await list(call);
    co_return own;
}

QCoro::Task<Result<Answer>> WhisprNotificationApi::markOne(Call call)
{
    using State = NotificationService::State;
    const auto id = NotificationId::parse(call.params["id"_L1].toString());
    if (!id)
        co_return noSuchNotification();
    const State state = call.params["read"_L1].toBool() ? State::Read : State::Unread;
    const auto marked = co_await m_notifications.markOne(call.caller.user, *id, state);
    if (!marked)
        co_return marked.error();
    const auto unread = co_await countListed(call.caller.user);
    if (!unread)
        co_return unread.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true}, {"read"_L1, state == State::Read}, {"unread"_L1, *unread}}};
}

//! A badge of what is not listed would stay for good.
QCoro::Task<Result<qint64>> WhisprNotificationApi::countListed(UserId user)
{
    return m_notifications.countUnread(user, NotificationScope::OfSomebody);
}

QCoro::Task<Result<Answer>> WhisprNotificationApi::countUnread(Call call)
{
    const auto unread = co_await countListed(call.caller.user);
    if (!unread)
        co_return unread.error();
    co_return Answer{QJsonObject{{"success"_L1, true}, {"notifications"_L1, *unread}}};
}

QCoro::Task<Result<Answer>> WhisprNotificationApi::markRead(Call call)
{
    const auto marked = co_await m_notifications.mark(call.caller.user, idsParam(call.params),
                                                      NotificationService::State::Read);
    if (!marked)
        co_return marked.error();
    co_return done("notifications marked successfully"_L1);
}

} // namespace linnet::whispr
