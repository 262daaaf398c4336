// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists who gets no one-time codes because there were too many.
class OtpLockouts : public ListCommand
{
public:
    OtpLockouts();
};

} // namespace linnet::cli
