// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

#include <QJsonObject>

namespace linnet::cli {

//! \brief Ends sessions: some, or all that match a filter.
class SessionRevoke : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QJsonObject selection() const;

    QStringList m_ids;
    QString m_filter;
    QString m_reason;
};

} // namespace linnet::cli
