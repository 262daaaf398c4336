// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Has the server make a backup.
class BackupCreate : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    bool m_waits = false;
};

} // namespace linnet::cli
