// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Lists what takes the room of files, the largest first.
class StorageUsage : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_by = QStringLiteral("user");
    int m_limit = 20;
};

} // namespace linnet::cli
