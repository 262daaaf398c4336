// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/error.h"

#include <QString>

#include <optional>

namespace linnet {

//! \brief That somebody may not use the server, for a while or until it is lifted.
struct Suspension
{
    Timestamp at{};
    std::optional<Timestamp> until = {}; //!< Over from then on; none: until somebody lifts it.
    QString reason = {}; //!< For those who run the server: the person is not told.
    QString by = {}; //!< As Actor::name.

    bool isInForce(Timestamp now) const { return !until || *until > now; }

    friend bool operator==(const Suspension &, const Suspension &) = default;
};

//! \return what somebody hears who signs in while \p suspension is in force: Forbidden
//! ("account_suspended"), with its end if it has one.
Error accountSuspended(const Suspension &suspension);

} // namespace linnet
