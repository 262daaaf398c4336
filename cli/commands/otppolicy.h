// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Shows the rules of one-time codes with what they are worth, or sets some of them.
class OtpPolicy : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    static Result<> show(Invocation &invocation);
    Result<> set(Invocation &invocation) const;

    QString m_action;
    QStringList m_assignments; //!< NAME=VALUE.
};

} // namespace linnet::cli
