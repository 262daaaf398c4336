// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "server/services/doctor/doctorcheck.h"

#include <QStringList>

#include <atomic>
#include <mutex>

namespace linnet {

//! \brief Where clients reach the server, as it is configured: for who looks from outside.
struct PublicAccess
{
    QString url; //!< Empty: it is not configured.
    QString enginePath; //!< Of Socket.IO, e.g. "/socket.io/".
    QStringList transports; //!< Of Socket.IO, e.g. "polling".
};

//! \brief All that is looked at.
struct DoctorPlan
{
    CheckList checks;
    PublicAccess access;
};

//! \brief What came of looking at all of it.
struct Diagnosis
{
    Timestamp at{};
    std::vector<Finding> findings;
    PublicAccess access;
};

//! \brief Looks at what a server stands on. Safe from any thread.
class DoctorService
{
public:
    //! \p clock outlives it.
    DoctorService(const Clock &clock, DoctorPlan plan);

    //! Goes by \p plan from now on; who is at it goes on with the one before.
    void configure(DoctorPlan plan);

    //! Ends what is under way soon.
    void stop() { m_stop.request_stop(); }

    //! Runs all checks beside each other. \return Unavailable ("doctor_busy") while somebody else
    //! has them run: they read the whole database.
    QCoro::Task<Result<Diagnosis>> examine();

private:
    using SharedPlan = std::shared_ptr<const DoctorPlan>;

    SharedPlan plan() const;

    const Clock &m_clock;
    std::stop_source m_stop;
    std::atomic<bool> m_isBusy = false;
    mutable std::mutex m_mutex;
    SharedPlan m_plan;
};

} // namespace linnet
