// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminexports.h"

#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminExportApi::AdminExportApi(AdminUserService &users, PersonExportService &exports,
                               ServerExportService &serverExports)
    : m_users(users)
    , m_exports(exports)
    , m_serverExports(serverExports)
{}

//! Who may see that there is somebody may not see what they write: that takes as much as changing
//! the account, and what everybody writes is the owners' to hand out. Who writes to whom is known
//! of no list, so that all of it takes as much as changing accounts, too.
QList<Endpoint> AdminExportApi::endpoints()
{
    Endpoint row = endpoint({"users.export"_L1, Method::Get,
                             "/api/v1/admin/users/{userId}/export"_L1, Capability::UsersWrite},
                            {{"userId"_L1}}, std::bind_front(&AdminExportApi::begin, this));
    Endpoint metadata = endpoint(
        {"server.export"_L1, Method::Get, "/api/v1/admin/export"_L1, Capability::UsersWrite}, {},
        std::bind_front(&AdminExportApi::beginMetadata, this));
    Endpoint content = endpoint({"server.export-content"_L1, Method::Get,
                                 "/api/v1/admin/export/content"_L1, Capability::StaffWrite},
                                {}, std::bind_front(&AdminExportApi::beginContent, this));
    for (Endpoint *const each : {&row, &metadata, &content})
        each->cost = Cost::Expensive;
    return {row, metadata, content};
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

QCoro::Task<Result<Answer>> AdminExportApi::beginMetadata(Call call)
{
    return beginAll(std::move(call), ServerExport::Extent::Metadata);
}

QCoro::Task<Result<Answer>> AdminExportApi::beginContent(Call call)
{
    return beginAll(std::move(call), ServerExport::Extent::Content);
}

QCoro::Task<Result<Answer>> AdminExportApi::beginAll(Call call, ServerExport::Extent extent)
{
    const auto begun = co_await m_serverExports.begin(actorOf(call), extent);
    if (!begun)
        co_return begun.error();
    Answer answer;
    answer.stream = StreamAnswer{"application/x-ndjson", u"linnet.ndjson"_s,
                                 [all = *begun] { return ServerExport::next(all); }};
    co_return answer;
}

} // namespace linnet::admin
