// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Shows which sessions begin and end, until it is interrupted.
class SessionWatch : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;
};

} // namespace linnet::cli
