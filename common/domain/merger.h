// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QString>

namespace linnet {

//! \brief That an account was closed because all of it is another account's now.
struct Merger
{
    UserId from; //!< Whose account was closed.
    UserId into; //!< Whose all of it is; itself merged into none.
    Timestamp at{};
    QString by; //!< As Actor::name.

    friend bool operator==(const Merger &, const Merger &) = default;
};

} // namespace linnet
