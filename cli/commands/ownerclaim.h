// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

#include <QJsonObject>

namespace linnet {
class ApiClient;
}

namespace linnet::cli {

//! \brief Makes who is signed in the first owner, by the code that the server said at its start;
//! or, over the operator's socket, whomever the operator names.
class OwnerClaim : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<QJsonObject> claim(Invocation &invocation, ApiClient &api) const;
    Result<QJsonObject> appoint(const Invocation &invocation, ApiClient &api) const;

    QString m_codeFile;
    QString m_user;
};

} // namespace linnet::cli
