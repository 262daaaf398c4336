// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Lets somebody have one-time codes again.
class OtpUnlock : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_scope;
    QString m_subject;
};

} // namespace linnet::cli
