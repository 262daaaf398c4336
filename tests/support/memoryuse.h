// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace linnet::test {

//! \return the bytes that this process holds: what is resident or, under a sanitizer, whose own
//! memory would hide that, what has been allocated and not freed.
qint64 memoryInUse();

} // namespace linnet::test
