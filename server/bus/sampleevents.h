// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"

namespace linnet {

//! \return events of invented people with every field filled in: at least one of each kind, and
//! several where clients may be told of it in different words. For references, which show what each
//! family's clients hear.
std::vector<Event> sampleEvents();

} // namespace linnet
