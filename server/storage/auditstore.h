// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"

#include <limits>
#include <optional>
#include <vector>

namespace linnet {

//! \brief What those who run the server did. It can only be added to, and cut at its beginning.
class AuditStore
{
public:
    virtual ~AuditStore() = default;

    //! Adds \p entry with the next number and the hash that follows. \return it as it is stored.
    virtual Result<AuditEntry> append(AuditEntry entry) = 0;

    virtual Result<std::vector<AuditEntry>> list(const ListQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter) = 0;
    //! \return the entries of \p action before a number, the newest first.
    virtual Result<std::vector<AuditEntry>> listOf(
        const QString &action, int limit, qint64 before = std::numeric_limits<qint64>::max()) = 0;
    //! \return the next ones after \p number, the oldest first.
    virtual Result<std::vector<AuditEntry>> listAfter(qint64 number, int limit) = 0;

    //! \return the last of those at the beginning that are from before \p time. The newest of all
    //! is never one of them.
    virtual Result<std::optional<AuditEntry>> lastFromBefore(Timestamp time) = 0;
    //! \return the latest; nothing if the log was never cut.
    virtual Result<std::optional<AuditCheckpoint>> checkpoint() = 0;
    virtual Result<> addCheckpoint(const AuditCheckpoint &checkpoint) = 0;
    //! Removes entries up to the latest checkpoint, \p limit at most. \return how many.
    virtual Result<int> removeCut(int limit) = 0;
};

} // namespace linnet
