// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/serverexportservice.h"

#include "server/services/admin/auditservice.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

ServerExportService::ServerExportService(AdminContext context, SettingTarget &settings,
                                         QString version)
    : m_context(context)
    , m_settings(settings)
    , m_version(std::move(version))
{}

QCoro::Task<Result<std::shared_ptr<ServerExport>>> ServerExportService::begin(
    Actor actor, ServerExport::Extent extent)
{
    const Timestamp now = m_context.clock.now();
    const bool hasContent = extent == ServerExport::Extent::Content;
    const auto noted =
        co_await m_context.database.write([actor, hasContent, now](Stores &stores) -> Result<> {
            return AuditService::record(stores, actor,
                                        {.action = u"server.export"_s,
                                         .target = u"server"_s,
                                         .before = {},
                                         .after = {{u"content"_s, hasContent}}},
                                        now);
        });
    if (!noted)
        co_return noted.error();
    co_return std::make_shared<ServerExport>(
        m_context.database, ServerExport::Begun{extent, m_version, now, m_settings.settings()});
}

} // namespace linnet
