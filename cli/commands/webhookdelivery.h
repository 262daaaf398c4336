// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Shows one thing that a webhook was told, and what it answered.
class WebhookDeliveryCard : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_webhook;
    QString m_delivery;
};

} // namespace linnet::cli
