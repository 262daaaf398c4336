// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Has the server restore a backup into a scratch folder, to know that it can be.
class BackupVerify : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_name;
    bool m_waits = false;
};

} // namespace linnet::cli
