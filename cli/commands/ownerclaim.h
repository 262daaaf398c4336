// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Makes who is signed in the first owner, by the code that the server said at its start.
class OwnerClaim : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_codeFile;
};

} // namespace linnet::cli
