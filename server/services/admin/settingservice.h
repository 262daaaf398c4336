// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/admin/settingtarget.h"

#include <optional>

namespace linnet {

class StaffDirectory;
struct Stores;

//! \brief What one setting was and is; both are what is stored, null being nothing: the default.
struct SettingDifference
{
    const Setting *setting = nullptr;
    QJsonValue before;
    QJsonValue after;
};

//! \brief What a change does, or would do.
struct SettingsOutcome
{
    std::vector<SettingDifference> changes;
    QStringList waiting; //!< Names of what comes into force with the next start.
    SettingValues stored; //!< All that is stored then.
};

//! \brief A page of the changes there have been, the latest first.
struct SettingHistory
{
    std::vector<AuditEntry> entries; //!< Their \c before and \c after are SettingValues.
    std::optional<qint64> next; //!< Of the older ones, if there are any: to be passed as "before".
};

//! \brief The settings that can be changed while the server runs. A change is all or nothing, kept
//! in the database and in the audit log, and in force before the call returns.
class SettingService
{
public:
    SettingService(AdminContext context, const StaffDirectory &staff, SettingTarget &target);

    std::vector<SettingState> list() const { return m_target.settings(); }
    Result<SettingState> find(const QString &name) const;

    //! \param wanted values by name; null: back to the default. \return InvalidInput for what
    //! cannot be, alone or beside the others; Conflict ("setting_locked") where the file goes
    //! before; Forbidden for what only an owner sets.
    QCoro::Task<Result<SettingsOutcome>> change(Actor actor, SettingValues wanted, Run run);

    //! Puts back what the change \p number changed. \return as change(), and NotFound if it is no
    //! change of settings; Conflict ("changed_since") if one of them is not as it left it.
    QCoro::Task<Result<SettingsOutcome>> undo(Actor actor, qint64 number, Run run);

    //! \param limit more than 200 means 200.
    QCoro::Task<Result<SettingHistory>> history(int limit, std::optional<qint64> before);

private:
    struct Order;

    QCoro::Task<Result<SettingsOutcome>> carryOut(Order order, Run run);
    Result<SettingValues> accept(const Actor &actor, const SettingValues &wanted) const;
    Result<> mayChange(const Actor &actor, const SettingState &state,
                       const QJsonValue &value) const;
    Result<SettingsOutcome> settle(const SettingValues &stored, const Order &order) const;
    Result<SettingsOutcome> store(Stores &stores, const Order &order) const;

    const AdminContext m_context;
    const StaffDirectory &m_staff;
    SettingTarget &m_target;
};

} // namespace linnet
