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

//! \brief A page of the audit log.
struct AuditPage
{
    std::vector<AuditEntry> entries;
    std::optional<ListPlace> next; //!< Set if there are more: to be passed as "after".
};

//! \brief What became of looking whether the audit log is as it was written.
struct AuditVerdict
{
    qint64 first = 1; //!< Number of the entry that it begins with: what was before was cut off.
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

    //! \return what \p expression asks for; see auditFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    //! \param query a limit of more than 200 means 200.
    QCoro::Task<Result<AuditPage>> list(ListQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);

    //! Reads all of it, a part at a time. Where it was cut, an entry of the rest has to say so.
    QCoro::Task<Result<AuditVerdict>> verify();

    //! Cuts off what is older than \p kept, once a day at most, and says so in the log.
    //! \return how many entries are gone.
    QCoro::Task<Result<int>> cut(std::chrono::milliseconds kept);

private:
    QCoro::Task<Result<AuditVerdict>> examine(AuditCheckpoint checkpoint);
    QCoro::Task<Result<>> mark(Timestamp time);

    const AdminContext m_context;
};

} // namespace linnet
