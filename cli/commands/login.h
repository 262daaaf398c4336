// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/context/target.h"

#include <QJsonObject>

namespace linnet::cli {

//! \brief Signs an administrator in, and keeps the sign-in.
class Login : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<> prepare(Invocation &invocation);
    Result<> askWho(Invocation &invocation);
    Result<QJsonObject> signIn(Invocation &invocation) const;
    Result<QJsonObject> stepUp(Invocation &invocation, const QJsonObject &reply) const;
    Result<QJsonObject> ask(Invocation &invocation, const QString &what,
                            const QJsonObject &body) const;
    Result<> keep(Invocation &invocation, const QJsonObject &reply) const;
    void greet(Invocation &invocation, const QJsonObject &reply) const;

    QString m_who;
    QString m_by;
    QString m_passwordFile;
    QString m_codeFile;
    QString m_secondCodeFile;
    Target m_target; //!< Where, and with the device that the sign-in is for.
};

} // namespace linnet::cli
