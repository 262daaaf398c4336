// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Says who administers a group.
class GroupSetRole : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_group;
    QString m_user;
    QString m_role;
};

} // namespace linnet::cli
