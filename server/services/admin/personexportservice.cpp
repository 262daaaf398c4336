// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/personexportservice.h"

#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

PersonExportService::PersonExportService(AdminContext context, BlobStore &blobs, CpuPool &pool)
    : m_context(context)
    , m_blobs(blobs)
    , m_pool(pool)
{}

QCoro::Task<Result<std::shared_ptr<PersonExport>>> PersonExportService::begin(Actor actor,
                                                                              UserId user)
{
    const Timestamp now = m_context.clock.now();
    const auto noted =
        co_await m_context.database.write([actor, user, now](Stores &stores) -> Result<> {
            if (auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
                return allowed;
            return AuditService::record(
                stores, actor, {.action = u"user.export"_s, .target = u"user:"_s + user.toString()},
                now);
        });
    if (!noted)
        co_return noted.error();
    AdminUserService users(m_context);
    const auto seen = co_await users.find(user);
    if (!seen)
        co_return seen.error();
    co_return std::make_shared<PersonExport>(
        PersonExport::Around{m_context.database, m_blobs, m_pool}, seen->details, now);
}

} // namespace linnet
