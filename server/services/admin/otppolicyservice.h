// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/codepolicysource.h"
#include "server/services/admin/settingservice.h"
#include "server/services/identity/guessodds.h"

namespace linnet {

//! \brief The rules of one-time codes, and what they are worth.
struct OtpPolicyView
{
    std::vector<SettingState> settings; //!< Those of the section "otp".
    GuessOdds odds;
    bool hasFixedCode = false; //!< Every code is the same: this server is for development.
};

//! \brief What a change of the rules does, or would do.
struct OtpPolicyOutcome
{
    SettingsOutcome settings;
    GuessOdds before;
    GuessOdds after;
};

//! \brief The rules of one-time codes: the settings of the section "otp", looked at together.
class OtpPolicyService
{
public:
    OtpPolicyService(SettingService &settings, const CodePolicySource &policies);

    OtpPolicyView show() const;

    //! \param wanted by the names of the settings without their section. \return as
    //! SettingService::change().
    QCoro::Task<Result<OtpPolicyOutcome>> change(Actor actor, SettingValues wanted, Run run);

private:
    SettingService &m_settings;
    const CodePolicySource &m_policies;
};

} // namespace linnet
