// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/doctor/slowcheck.h"

#include <functional>

namespace linnet {

//! \brief Whether the database is what it was written as.
class IntegrityCheck : public SlowCheck
{
public:
    //! Reads the database. Blocks. \return what is wrong with it, one sentence each; Unavailable
    //! if that was not to be told in time.
    using Examination = std::function<Result<std::vector<QString>>(const std::stop_token &)>;

    //! \p pool outlives it.
    IntegrityCheck(CpuPool &pool, Examination examine);

    QString id() const override { return QStringLiteral("database"); }

protected:
    Finding look(const std::stop_token &stop) const override;

private:
    const Examination m_examine;
};

} // namespace linnet
