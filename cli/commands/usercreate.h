// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Makes an account for somebody.
class UserCreate : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_name;
    QString m_phone;
    QString m_email;
    QString m_username;
    QString m_role;
};

} // namespace linnet::cli
