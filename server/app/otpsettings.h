// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/configrules.h"
#include "server/app/configsettings.h"
#include "server/app/options.h"
#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \return the settings of one-time codes.
std::vector<ConfigSetting> otpSettings();

//! \return the rules that \p config and \p options make.
CodePolicy codePolicy(const Config &config, const Options &options);

//! Reports what of one-time codes does not go together, e.g. rules under which guessing pays.
void checkOtp(const Config &config, const RuleReport &report);

} // namespace linnet
