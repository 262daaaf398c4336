// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/staffdirectory.h"
#include "server/storage/staffstore.h"

#include <QCoroTask>

#include <functional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace linnet {

struct Stores;

//! \brief Who makes whom what, and when.
struct RoleChange
{
    Actor actor;
    UserId user;
    StaffRole role = StaffRole::None;
    Timestamp at{};
};

//! \brief Who runs the server, as what. A change is in force before the call returns.
class StaffService : public StaffDirectory
{
public:
    explicit StaffService(AdminContext context);

    //! Loads who there is; to be awaited before the first request is served.
    QCoro::Task<Result<>> start();

    StaffRole roleOf(UserId user) const override;

    //! \return whose role has \p capability. Safe from any thread.
    std::vector<UserId> whoMay(Capability capability) const;

    //! \return what makes whoever says it the first owner: new with each start, and empty unless
    //! the server had none then.
    const QByteArray &firstOwnerCode() const { return m_firstOwnerCode; }

    QCoro::Task<Result<std::vector<StaffMember>>> list();

    //! \return NotFound if there is no such account; Conflict ("last_owner") if nobody would be
    //! left who may change roles, and those of requireInUse() for whoever is to have one.
    QCoro::Task<Result<>> setRole(Actor actor, UserId user, StaffRole role, Run run);

    //! Makes \p actor the owner. \return Forbidden ("wrong_code") unless \p code is the one this
    //! server said at its start, and nobody has used it.
    QCoro::Task<Result<>> claimOwnership(Actor actor, QByteArray code, Run run);

    //! Within a transaction: stores \p change, and writes it down, unless the role is the same
    //! already. Errors: as of setRole(). Once that is stored, it is to be remembered.
    static Result<> change(Stores &stores, const RoleChange &change);
    //! What has been stored is in force from now on.
    void remember(UserId user, StaffRole role);

private:
    using Change = std::function<Result<>(Stores &)>;

    QCoro::Task<Result<>> write(UserId user, StaffRole role, Change change, Run run);

    const AdminContext m_context;
    QByteArray m_firstOwnerCode;
    mutable std::shared_mutex m_mutex;
    std::unordered_map<UserId, StaffRole> m_roles; //!< Of those that have one.
};

} // namespace linnet
