// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Keeps somebody from using the server.
class UserSuspend : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_user;
    QString m_reason;
    QString m_until;
};

} // namespace linnet::cli
