// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Has another program told of what happens.
class WebhookCreate : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_url;
    QString m_name;
    QStringList m_events;
};

} // namespace linnet::cli
