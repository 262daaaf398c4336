// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/codepolicysource.h"
#include "server/services/admin/settingtarget.h"

#include <array>

namespace linnet::test {

//! \brief Some settings of nothing: "test.low" must not be above "test.high".
class FakeSettingTarget : public SettingTarget, public CodePolicySource
{
public:
    std::vector<SettingState> settings() const override
    {
        std::vector<SettingState> states;
        for (const Known &each : known()) {
            SettingState state{&each.setting, each.byDefault, each.byDefault, each.origin, {}};
            if (adoptedValues.contains(each.setting.name)) {
                state.inForce = adoptedValues.value(each.setting.name);
                state.origin = SettingOrigin::Database;
            }
            states.push_back(std::move(state));
        }
        return states;
    }

    Result<QStringList> check(const SettingValues &stored) const override
    {
        const qint64 low = stored.value(QStringLiteral("test.low")).toInteger(1);
        if (low > stored.value(QStringLiteral("test.high")).toInteger(10))
            return Error{Error::Kind::InvalidInput, QLatin1String("invalid_input"),
                         QStringLiteral("test.low must not be above high")};
        const QString path = QStringLiteral("test.path");
        return stored.contains(path) ? QStringList{path} : QStringList();
    }

    void adopt(SettingValues stored) override { adoptedValues = std::move(stored); }

    QCoro::Task<Result<>> adopted() override { co_return outcome; }

    CodePolicy codePolicy() const override { return codePolicyWith(adoptedValues).value(); }
    Result<CodePolicy> codePolicyWith(const SettingValues &stored) const override
    {
        CodePolicy policy;
        policy.length = int(stored.value(QStringLiteral("otp.length")).toInteger(6));
        return policy;
    }

    SettingValues adoptedValues;
    Result<> outcome; //!< Of adopting.

private:
    struct Known
    {
        Setting setting;
        QJsonValue byDefault;
        SettingOrigin origin = SettingOrigin::Default;
    };

    static const std::array<Known, 8> &known()
    {
        using Kind = Setting::Kind;
        static const std::array<Known, 8> all = {
            Known{{.name = QLatin1String("test.low"), .kind = Kind::Integer, .most = 100}, 1},
            Known{{.name = QLatin1String("test.high"), .kind = Kind::Integer, .most = 100}, 10},
            Known{{.name = QLatin1String("test.time"),
                   .kind = Kind::Duration,
                   .least = 1'000,
                   .most = 3'600'000},
                  60'000},
            Known{{.name = QLatin1String("test.path"), .inForce = Setting::InForce::AfterRestart},
                  QStringLiteral("/")},
            Known{{.name = QLatin1String("test.secret"), .setBy = Setting::SetBy::Owner},
                  QString()},
            Known{{.name = QLatin1String("test.file"), .setBy = Setting::SetBy::File}, QString()},
            Known{{.name = QLatin1String("otp.length"),
                   .kind = Kind::Integer,
                   .least = 4,
                   .most = 10},
                  6},
            Known{{.name = QLatin1String("test.said"), .kind = Kind::Boolean},
                  true,
                  SettingOrigin::File},
        };
        return all;
    }
};

} // namespace linnet::test
