// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

#include <QJsonObject>

namespace linnet::cli {

//! \brief Has the server remove what takes room and is needed no more.
class StorageSweep : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    static Result<QJsonObject> sweep(Invocation &invocation, const QJsonObject &asked);
    static Result<> confirm(Invocation &invocation);
};

} // namespace linnet::cli
