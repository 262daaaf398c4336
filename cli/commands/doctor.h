// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "common/client/serveraddress.h"

#include <optional>

namespace linnet::cli {

class ServerConnection;

//! \brief Looks at what a server stands on, from within and from outside.
class Doctor : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    //! \brief What came of all of it so far.
    struct Round;

    Result<> lookFromWithin(ServerConnection &connection, Round &round) const;
    Result<> askTheServer(ServerConnection &connection, Round &round) const;
    Result<> lookFromOutside(const Invocation &invocation, const ServerConnection &connection,
                             Round &round) const;
    Result<std::optional<ServerAddress>> publicAddress(const Invocation &invocation,
                                                       const ServerConnection &connection,
                                                       const Round &round) const;

    QString m_url; //!< Where clients reach the server; empty: as it says, or as it is asked.
};

} // namespace linnet::cli
