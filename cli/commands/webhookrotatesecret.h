// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief Gives a webhook a new secret.
class WebhookRotateSecret : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QString m_webhook;
    QString m_overlap;
};

} // namespace linnet::cli
