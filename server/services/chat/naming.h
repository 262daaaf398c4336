// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/user.h"

#include <vector>

namespace linnet {

//! \return e.g. "Bob, Carol, Dave and 3 others". \param users at least one.
QString namesOf(const std::vector<User> &users);

} // namespace linnet
