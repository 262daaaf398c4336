// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/erasure.h"

#include <vector>

namespace linnet {

//! \brief Which accounts were erased, in a file beside the database, that is only ever added to.
//!
//! A backup that is restored knows nothing of what was erased since: the ledger does. It names
//! accounts by their numbers alone. A line is a JSON object.
class ErasureLedger
{
public:
    explicit ErasureLedger(QString file)
        : m_file(std::move(file))
    {}

    const QString &file() const { return m_file; }

    //! Adds \p erasure, which has begun, and returns when that is on disk.
    Result<> append(const Erasure &erasure) const;

    //! \return what was erased, each account once, as far as the ledger says it; nothing if there
    //! is no file. A last line that a crash has cut off is left out; any other that cannot be read
    //! is an Internal error ("erasure_ledger").
    Result<std::vector<Erasure>> read() const;

private:
    const QString m_file;
};

} // namespace linnet
