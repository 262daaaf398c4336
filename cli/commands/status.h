// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

#include <QJsonObject>

namespace linnet::cli {

class ServerConnection;

//! \brief Says how a server is, once or again and again.
class Status : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<> show(Invocation &invocation, ServerConnection &connection) const;
    Result<> watch(Invocation &invocation, ServerConnection &connection) const;
    Result<> watchInPlace(Invocation &invocation, ServerConnection &connection) const;
    Result<> watchByLine(Invocation &invocation, ServerConnection &connection) const;

    bool m_isWatching = false;
    int m_interval = 2; //!< Seconds.
};

} // namespace linnet::cli
