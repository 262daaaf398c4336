// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Checks the receipt of an erasure, without a server.
class UserEraseVerify : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_file;
    QString m_key;
};

} // namespace linnet::cli
