// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "common/core/result.h"

#include <memory>
#include <vector>

namespace linnet::cli {

class Invocation;

//! \brief One thing that can be asked for. What it takes is in members that its declaration names.
class Command
{
public:
    virtual ~Command() = default;

    virtual Declaration declaration() = 0;
    virtual Result<> run(Invocation &invocation) = 0;
};

using CommandPointer = std::unique_ptr<Command>;
using CommandList = std::vector<CommandPointer>;

} // namespace linnet::cli
