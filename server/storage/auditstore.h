// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief What those who run the server did. It can only be added to.
class AuditStore
{
public:
    virtual ~AuditStore() = default;

    //! Adds \p entry with the next number and the hash that follows. \return it as it is stored.
    virtual Result<AuditEntry> append(AuditEntry entry) = 0;

    //! \return a page, the newest first.
    virtual Result<std::vector<AuditEntry>> list(
        int limit, qint64 before = std::numeric_limits<qint64>::max()) = 0;
    //! As list(), of the entries of \p action alone.
    virtual Result<std::vector<AuditEntry>> listOf(
        const QString &action, int limit, qint64 before = std::numeric_limits<qint64>::max()) = 0;
    //! \return the next ones after \p number, the oldest first.
    virtual Result<std::vector<AuditEntry>> listAfter(qint64 number, int limit) = 0;
};

} // namespace linnet
