// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/services/doctor/doctorcheck.h"

namespace linnet {

class Database;

//! \brief When a backup was last proven by restoring it.
class RestoreCheck : public DoctorCheck
{
public:
    //! Both outlive it.
    RestoreCheck(Database &database, const Clock &clock);

    QString id() const override { return QStringLiteral("restore"); }
    QCoro::Task<Finding> run(std::stop_token stop) const override;

private:
    Database &m_database;
    const Clock &m_clock;
};

} // namespace linnet
