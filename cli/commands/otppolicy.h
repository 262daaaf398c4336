// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Shows the rules of one-time codes with what they are worth, sets some of them, lists who
//! did, or takes that back.
class OtpPolicy : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    static Result<> show(Invocation &invocation);
    Result<> set(Invocation &invocation) const;
    static Result<> history(Invocation &invocation);
    Result<> undo(Invocation &invocation) const;

    QString m_action;
    QStringList m_details; //!< NAME=VALUE to set; the id to undo.
};

} // namespace linnet::cli
