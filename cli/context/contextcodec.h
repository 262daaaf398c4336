// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/context.h"
#include "common/core/result.h"

namespace linnet::cli {

QByteArray toText(const Contexts &contexts);

//! \return what \p text says; an error with the code "configuration" if it is not what toText()
//! writes.
Result<Contexts> parseContexts(const QByteArray &text);

} // namespace linnet::cli
