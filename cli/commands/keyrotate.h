// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Has access tokens signed with a new key.
class KeyRotate : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;
};

} // namespace linnet::cli
