// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/services/doctor/doctorcheck.h"

namespace linnet {

class Database;

//! \brief When the server was last backed up.
class BackupCheck : public DoctorCheck
{
public:
    //! Both outlive it.
    BackupCheck(Database &database, const Clock &clock);

    QString id() const override { return QStringLiteral("backup"); }
    QCoro::Task<Finding> run(std::stop_token stop) const override;

private:
    Database &m_database;
    const Clock &m_clock;
};

} // namespace linnet
