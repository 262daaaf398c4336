// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/setting.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

//! \brief One setting as it is now.
struct SettingState
{
    const Setting *setting = nullptr; //!< Lives as long as the program.
    QJsonValue inForce;
    QJsonValue byDefault;
    SettingOrigin origin = SettingOrigin::Default;
    std::optional<QJsonValue> waiting; //!< What it will be with the next start, if that is another.

    //! \return whether nothing that is stored could change it.
    bool isLocked() const
    {
        return setting->setBy == Setting::SetBy::File || origin > SettingOrigin::Database;
    }
};

//! \brief What can be set here, and who takes it over. Safe from any thread.
class SettingTarget
{
public:
    virtual ~SettingTarget() = default;

    //! \return all that there are, always in the same order.
    virtual std::vector<SettingState> settings() const = 0;

    //! \return the names of what would wait for the next start if \p stored were stored; or what
    //! does not go together then.
    virtual Result<QStringList> check(const SettingValues &stored) const = 0;

    //! Has \p stored, which has been stored, come into force: soon, and in the order of the calls.
    virtual void adopt(SettingValues stored) = 0;

    //! \return once all is in force that was to be when it was called; an error if the last of it
    //! could not be.
    virtual QCoro::Task<Result<>> adopted() = 0;
};

} // namespace linnet
