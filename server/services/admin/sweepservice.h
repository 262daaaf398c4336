// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/result.h"
#include "common/domain/audit.h"
#include "common/domain/sweep.h"
#include "server/services/admin/admincontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class IdGenerator;
struct Stores;

//! \brief What files have to be like to stay, and how often it is seen to.
struct SweepSettings
{
    SweepRules rules;
    std::chrono::milliseconds interval = std::chrono::hours(24); //!< Where rules limit files.

    friend bool operator==(const SweepSettings &, const SweepSettings &) = default;
};

//! \brief A page of the sweeps, the newest first.
struct SweepPage
{
    std::vector<Sweep> sweeps;
    std::optional<qint64> next; //!< Of the older ones, if there are any: to be passed as "before".
};

//! \brief Searches for what takes room and is needed no more: a job carries them out.
class SweepService
{
public:
    //! \p ids outlives it.
    SweepService(AdminContext context, IdGenerator &ids, const SweepSettings &settings);

    //! Takes \p settings for what is asked for from now on. Safe from any thread.
    void configure(const SweepSettings &settings) { m_settings.replace(settings); }
    SweepRules rules() const { return m_settings->rules; }

    //! Has a sweep carried out, and returns before it is. \return Conflict ("sweep_busy") while
    //! another one is.
    QCoro::Task<Result<Sweep>> begin(Actor actor, Sweep::Mode mode);
    //! Begins one if files are limited and the last one was an interval ago: to be called now and
    //! then. \return whether it did.
    QCoro::Task<Result<bool>> beginIfDue();

    //! \return NotFound if there was none of that number.
    QCoro::Task<Result<Sweep>> find(qint64 number);
    //! \param limit more than 200 means 200.
    QCoro::Task<Result<SweepPage>> list(int limit, std::optional<qint64> before);

private:
    static Result<Sweep> order(Stores &stores, Sweep sweep, JobId job);

    const AdminContext m_context;
    IdGenerator &m_ids;
    Live<SweepSettings> m_settings;
};

} // namespace linnet
