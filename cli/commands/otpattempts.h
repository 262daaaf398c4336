// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists what became of one-time codes.
class OtpAttempts : public ListCommand
{
public:
    OtpAttempts();
};

} // namespace linnet::cli
