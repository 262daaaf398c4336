// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Shows what takes how much room on the server.
class StorageShow : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;
};

} // namespace linnet::cli
