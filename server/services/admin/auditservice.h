// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! \brief A page of the audit log, the newest entry first.
struct AuditPage
{
    std::vector<AuditEntry> entries;
    std::optional<qint64> next; //!< Of the older ones, if there are any: to be passed as "before".
};

//! \brief What became of looking whether the audit log is as it was written.
struct AuditVerdict
{
    qint64 checked = 0; //!< Entries, the broken one included.
    QByteArray head; //!< Hash of the last one that fits: who keeps it can tell a log that was cut.
    std::optional<qint64> broken; //!< Number of the first entry that does not fit; none: all fit.
};

//! \brief The log of what those who run the server did.
class AuditService
{
public:
    explicit AuditService(AdminContext context);

    //! Adds to the log, within the transaction of what it is about: neither is stored without the
    //! other.
    static Result<> record(Stores &stores, const Actor &actor, const AuditNote &note, Timestamp at);

    //! \param limit more than 200 means 200.
    QCoro::Task<Result<AuditPage>> list(int limit, std::optional<qint64> before);

    //! Reads all of it, a part at a time.
    QCoro::Task<Result<AuditVerdict>> verify();

private:
    const AdminContext m_context;
};

} // namespace linnet
