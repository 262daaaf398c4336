// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Has a link to a first password mailed to somebody.
class UserInvite : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_email;
    QString m_name;
    QString m_username;
    QString m_role;
};

} // namespace linnet::cli
