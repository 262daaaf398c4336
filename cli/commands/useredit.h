// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

#include <QJsonObject>

namespace linnet::cli {

//! \brief Changes what somebody is called.
class UserEdit : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<QJsonObject> changes() const;

    QString m_user;
    QString m_name;
    QString m_phone;
    QString m_email;
    QString m_username;
    QStringList m_removed;
};

} // namespace linnet::cli
