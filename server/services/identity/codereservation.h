// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/stores.h"

#include <QJsonObject>

namespace linnet {

//! \brief A code that was asked for, and what the request was counted against.
struct CodeReservation
{
    OneTimeCode code; //!< Its hash does not matter.
    std::vector<CodeBudget> spent;
};

//! Undoes \p reservation, because the code will not arrive: a new one can be asked for at once, and
//! nothing was counted.
Result<> giveBack(Stores &stores, const CodeReservation &reservation);

//! As above, because the code was lost on its way; one for a new password counts all the same: who
//! has no account is sent none, and nobody is to learn who that is from when they may ask again.
Result<> noteUndelivered(Stores &stores, const CodeReservation &reservation);

//! \return what identifies \p reservation, for whoever takes a while to deliver the code.
QJsonObject toJson(const CodeReservation &reservation);
CodeReservation toCodeReservation(const QJsonObject &object);

} // namespace linnet
