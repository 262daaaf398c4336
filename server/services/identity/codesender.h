// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/identity/codereservation.h"

#include <QCoroTask>

#include <chrono>

namespace linnet {

//! \brief A one-time code on its way to a person.
struct CodeMessage
{
    Identifier to;
    QString code;
    std::chrono::seconds lifetime{};
    QString languages = {}; //!< As SignIn::languages.
    CodeReservation reservation = {}; //!< To give back, should it not arrive after all.
};

//! \brief How one-time codes reach people. Safe from any thread.
class CodeSender
{
public:
    virtual ~CodeSender() = default;

    //! \return why no code can be sent there at all, to be asked before anybody is looked up.
    virtual Result<> check(const Identifier & /*to*/) const { return {}; }

    //! \return an Unavailable error ("delivery_failed") if the code will not arrive. Who finds that
    //! out later says so by noteUndelivered().
    virtual QCoro::Task<Result<>> send(CodeMessage message) = 0;

protected:
    static Error deliveryFailed(const QString &detail)
    {
        return {Error::Kind::Unavailable, QLatin1String("delivery_failed"),
                QStringLiteral("The code could not be delivered. Try again later."), detail};
    }
};

} // namespace linnet
