// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"

namespace linnet {

//! \return \p identifier as those may see it who help its owner, e.g. "+91••••••••11" or
//! "a•••@example.org": enough to know it again, and not to use it.
QString masked(const Identifier &identifier);

} // namespace linnet
