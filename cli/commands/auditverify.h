// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Looks whether the audit log is as it was written.
class AuditVerify : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;
};

} // namespace linnet::cli
