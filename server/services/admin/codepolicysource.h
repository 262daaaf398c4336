// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/setting.h"
#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \brief Knows what the settings make of the rules of one-time codes. Safe from any thread.
class CodePolicySource
{
public:
    virtual ~CodePolicySource() = default;

    //! \return the rules that are in force.
    virtual CodePolicy codePolicy() const = 0;
    //! \return the rules with \p stored instead of what is stored.
    virtual Result<CodePolicy> codePolicyWith(const SettingValues &stored) const = 0;
};

} // namespace linnet
