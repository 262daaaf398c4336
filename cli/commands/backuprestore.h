// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Says how a backup is restored, which nobody can do to a server that runs.
class BackupRestore : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_file;
};

} // namespace linnet::cli
