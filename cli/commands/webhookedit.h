// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Changes a webhook, or switches it on or off.
class WebhookEdit : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_webhook;
    QString m_url;
    QString m_name;
    QStringList m_events;
    bool m_isOn = false;
    bool m_isOff = false;
};

} // namespace linnet::cli
