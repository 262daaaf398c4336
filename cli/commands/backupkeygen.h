// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Makes the two keys of backups: one to make them, one to open them.
class BackupKeygen : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_file;
};

} // namespace linnet::cli
