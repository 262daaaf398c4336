// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/setting.h"

namespace linnet {

//! \brief What those who run the server have set, beside its configuration file.
class SettingStore
{
public:
    virtual ~SettingStore() = default;

    virtual Result<SettingValues> all() = 0;
    //! \param value null: back to the default.
    virtual Result<> set(const QString &name, const QJsonValue &value) = 0;
};

} // namespace linnet
