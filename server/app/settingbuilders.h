// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/configsettings.h"

// The words in which settings are declared.
namespace linnet::settingbuilders {

template <auto... Path>
using FieldType = std::remove_reference_t<decltype((std::declval<Config &>().*....*Path))>;

//! The member of a Config that is reached by \p Path.
template <auto... Path>
const ConfigField<FieldType<Path...>> At = {
    [](const Config &config) -> const FieldType<Path...> & { return (config.*....*Path); },
    [](Config &config) -> FieldType<Path...> & { return (config.*....*Path); }};

struct Range
{
    Range(qint64 from, qint64 to)
        : least(from)
        , most(to)
    {}
    Range(std::chrono::milliseconds from, std::chrono::milliseconds to)
        : Range(qint64(from.count()), qint64(to.count()))
    {}

    qint64 least;
    qint64 most;
};

inline ConfigSetting truth(QLatin1String name, const ConfigField<bool> &field,
                           QLatin1String description)
{
    return {{.name = name, .kind = Setting::Kind::Boolean, .description = description}, field};
}

inline ConfigSetting number(Setting::Kind kind, QLatin1String name,
                            const ConfigSetting::Field &field, Range range,
                            QLatin1String description)
{
    return {{.name = name,
             .kind = kind,
             .description = description,
             .least = range.least,
             .most = range.most},
            field};
}

inline ConfigSetting count(QLatin1String name, const ConfigSetting::Field &field, Range range,
                           QLatin1String description)
{
    return number(Setting::Kind::Integer, name, field, range, description);
}

inline ConfigSetting bytes(QLatin1String name, const ConfigSetting::Field &field, Range range,
                           QLatin1String description)
{
    return number(Setting::Kind::Bytes, name, field, range, description);
}

inline ConfigSetting duration(QLatin1String name, const ConfigField<Config::Duration> &field,
                              Range range, QLatin1String description)
{
    return number(Setting::Kind::Duration, name, field, range, description);
}

inline ConfigSetting text(QLatin1String name, const ConfigField<QString> &field,
                          QLatin1String description, QString (*rule)(QJsonValue &) = nullptr)
{
    return {{.name = name, .kind = Setting::Kind::Text, .description = description, .rule = rule},
            field};
}

inline ConfigSetting choice(QLatin1String name, const ConfigField<QString> &field,
                            const QStringList &choices, QLatin1String description)
{
    return {{.name = name,
             .kind = Setting::Kind::Choice,
             .description = description,
             .choices = choices},
            field};
}

inline ConfigSetting list(QLatin1String name, const ConfigField<QStringList> &field,
                          QLatin1String description, QString (*rule)(QJsonValue &) = nullptr)
{
    return {{.name = name, .kind = Setting::Kind::List, .description = description, .rule = rule},
            field};
}

inline ConfigSetting byOwner(ConfigSetting setting)
{
    setting.setting.setBy = Setting::SetBy::Owner;
    return setting;
}

inline ConfigSetting inFile(ConfigSetting setting)
{
    setting.setting.setBy = Setting::SetBy::File;
    return setting;
}

inline ConfigSetting atStart(ConfigSetting setting)
{
    setting.setting.inForce = Setting::InForce::AfterRestart;
    return setting;
}

} // namespace linnet::settingbuilders
