// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Puts settings back to their defaults, all that are named or none.
class SettingUnset : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QStringList m_names;
};

} // namespace linnet::cli
