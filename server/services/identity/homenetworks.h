// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/stores.h"

#include <QSet>

namespace linnet {

//! \return the networks (as of networkOf()) that \p user is at home in: it is signed in from them,
//! or was within thirty days, and no session was put out since. None of a null user. What strangers
//! do counts against strangers, so that they lock nobody out at home.
Result<QSet<QString>> homeNetworks(Stores &stores, UserId user, Timestamp now);

} // namespace linnet
