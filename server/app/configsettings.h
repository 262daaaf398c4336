// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/setting.h"
#include "server/app/config.h"

#include <variant>
#include <vector>

namespace linnet {

//! \brief One member of a Config, wherever it is in it.
template <typename T>
struct ConfigField
{
    const T &(*read)(const Config &);
    T &(*write)(Config &);
};

//! \brief A setting, and where a Config has it.
struct ConfigSetting
{
    using Field =
        std::variant<ConfigField<bool>, ConfigField<int>, ConfigField<qint64>, ConfigField<QString>,
                     ConfigField<QStringList>, ConfigField<Config::Duration>>;

    Setting setting;
    Field field;
};

//! \return every setting that there is once: those of listeners are not among them.
const std::vector<ConfigSetting> &configSettings();

//! \return null if there is none of that name.
const ConfigSetting *findConfigSetting(QStringView name);

//! \return what \p config says of \p setting.
QJsonValue valueOf(const Config &config, const ConfigSetting &setting);

//! Has \p config say \p value, which acceptValue() has accepted.
void setValue(Config &config, const ConfigSetting &setting, const QJsonValue &value);

} // namespace linnet
