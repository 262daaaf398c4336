// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet {

//! \return \p error of what is done in many steps, which says then that \p count of the \p things,
//! e.g. "sessions", were done before it, and stay so; \p error itself where none were.
Error partlyDone(Error error, qint64 count, const QString &things);

} // namespace linnet
