// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists what a webhook was told.
class WebhookDeliveries : public ListCommand
{
public:
    WebhookDeliveries();

    Declaration declaration() override;

protected:
    QStringList path() const override;

private:
    QString m_webhook;
};

} // namespace linnet::cli
