// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/serverexport.h"

namespace linnet {

//! \brief Hands out all that a server has, for those who have a right to it.
class ServerExportService
{
public:
    //! \p settings outlive the service; so does all of it what it begins.
    //! \param version of the server.
    ServerExportService(AdminContext context, SettingTarget &settings, QString version);

    //! Begins an export, and writes down who asked for how much. Whether they may is not asked
    //! here.
    QCoro::Task<Result<std::shared_ptr<ServerExport>>> begin(Actor actor,
                                                             ServerExport::Extent extent);

private:
    const AdminContext m_context;
    SettingTarget &m_settings;
    const QString m_version;
};

} // namespace linnet
