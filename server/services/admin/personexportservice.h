// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/personexport.h"

namespace linnet {

//! \brief Hands out what the server has of somebody, for those who have a right to it.
class PersonExportService
{
public:
    //! All outlive the service, and what it begins.
    PersonExportService(AdminContext context, BlobStore &blobs, CpuPool &pool);

    //! Begins an export, and writes down who asked for it. Errors: those of requireAuthorityOver().
    QCoro::Task<Result<std::shared_ptr<PersonExport>>> begin(Actor actor, UserId user);

private:
    const AdminContext m_context;
    BlobStore &m_blobs;
    CpuPool &m_pool;
};

} // namespace linnet
