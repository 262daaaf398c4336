// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Sets settings, all that are named or none.
class SettingSet : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QStringList m_assignments; //!< NAME=VALUE.
};

} // namespace linnet::cli
