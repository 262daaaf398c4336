// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/commands/selection.h"

namespace linnet::cli {

//! \brief Ends sessions: some, or all that match a filter.
class SessionRevoke : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Selection m_selection{{QStringLiteral("sessions"), QStringLiteral("A session."),
                           QStringLiteral("End all that match."), Referent::Session}};
    QString m_reason;
};

} // namespace linnet::cli
