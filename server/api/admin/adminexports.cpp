// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminexports.h"

#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminExportApi::AdminExportApi(AdminUserService &users, PersonExportService &exports)
    : m_users(users)
    , m_exports(exports)
{}

//! Who may see that there is somebody may not see what they write: that takes as much as changing
//! the account.
QList<Endpoint> AdminExportApi::endpoints()
{
    Endpoint row = endpoint({"users.export"_L1, Method::Get,
                             "/api/v1/admin/users/{userId}/export"_L1, Capability::UsersWrite},
                            {{"userId"_L1}}, std::bind_front(&AdminExportApi::begin, this));
    row.cost = Cost::Expensive;
    return {row};
}

QCoro::Task<Result<Answer>> AdminExportApi::begin(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto begun = co_await m_exports.begin(actorOf(call), *user);
    if (!begun)
        co_return begun.error();
    Answer answer;
    answer.stream = StreamAnswer{"application/zip", u"user-%1.zip"_s.arg(user->toString()),
                                 [person = *begun] { return PersonExport::next(person); }};
    co_return answer;
}

} // namespace linnet::admin
