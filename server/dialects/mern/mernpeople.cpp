// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernpeople.h"

#include "server/api/params.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/peopleservice.h"

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

//! \return \p row, which takes three methods: clients differ in what they call a change.
Endpoint changing(Endpoint row)
{
    row.aliases = {{Method::Patch, row.path.latin1()}, {Method::Post, row.path.latin1()}};
    return row;
}

QJsonObject changedBody(const User &user, const QString &origin)
{
    return {{"success"_L1, true},
            {"message"_L1, "Profile updated successfully"_L1},
            {"status"_L1, user.statusText},
            {"user"_L1, mergedUser(user, origin)}};
}

ProfileChange changeParam(const QJsonObject &params, const QString &origin)
{
    ProfileChange change;
    change.displayName = textParam(params, "name"_L1);
    if (const auto avatar = textParam(params, "avatar"_L1)) // A form has it as it was shown.
        change.avatarUrl = relativeUrl(origin, *avatar);
    change.statusText = textParam(params, "status"_L1);
    change.username = textParam(params, "username"_L1);
    change.bio = textParam(params, "bio"_L1);
    return change;
}

} // namespace

QList<Endpoint> MernPeopleApi::endpoints()
{
    Endpoint show = httpRow("user.find"_L1, Method::Get, "/api/users/{id}"_L1, {{"id"_L1}},
                            std::bind_front(&MernPeopleApi::show, this));
    show.sharedWith = {CookieName};
    show.aliases = {{Method::Get, "/api/user/users/{id}"}};
    Endpoint change = changing(
        httpRow("user.update"_L1, Method::Put, "/api/users/update"_L1,
                {optionalText("name"_L1), optionalText("avatar"_L1), optionalText("status"_L1),
                 optionalText("username"_L1), optionalText("bio"_L1)},
                std::bind_front(&MernPeopleApi::change, this)));
    change.fileField = "avatar"_L1;
    return {
        show,
        httpRow("user.search"_L1, Method::Get, "/api/user"_L1, {optionalText("search"_L1)},
                std::bind_front(&MernPeopleApi::search, this)),
        change,
        changing(httpRow("user.status"_L1, Method::Put, "/api/users/status"_L1, {{"status"_L1}},
                         std::bind_front(&MernPeopleApi::changeStatus, this))),
    };
}

QCoro::Task<Result<Answer>> MernPeopleApi::show(Call call)
{
    const auto id = userParam(call.params, "id"_L1);
    if (!id)
        co_return id.error();
    const auto user = co_await m_services.people.show(call.caller.user, *id);
    if (!user)
        co_return user.error();
    QJsonObject body = mergedUser(*user, call.origin);
    body["user"_L1] = body;
    co_return Answer{body};
}

QCoro::Task<Result<Answer>> MernPeopleApi::search(Call call)
{
    const auto users =
        co_await m_services.people.search(call.caller.user, call.params["search"_L1].toString());
    if (!users)
        co_return users.error();
    const auto shape = [&call](const User &user) { return mergedUser(user, call.origin); };
    co_return Answer{QJsonValue(toArray(*users, shape))};
}

QCoro::Task<Result<Answer>> MernPeopleApi::change(Call call)
{
    const auto before = co_await m_services.people.find(call.caller.user);
    if (!before)
        co_return before.error();
    ProfileChange change = changeParam(call.params, call.origin);
    change.username = otherName(change.username, *before);
    const auto picture = co_await keepPicture(&m_services.media, call);
    if (!picture)
        co_return picture.error();
    if (!picture->isEmpty())
        change.avatarUrl = *picture;
    const auto user = co_await m_services.people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    co_return Answer{changedBody(*user, call.origin)};
}

QCoro::Task<Result<Answer>> MernPeopleApi::changeStatus(Call call)
{
    ProfileChange change;
    change.statusText = textParam(call.params, "status"_L1);
    const auto user = co_await m_services.people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    co_return Answer{changedBody(*user, call.origin)};
}

} // namespace linnet::mern
