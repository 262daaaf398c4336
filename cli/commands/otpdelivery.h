// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Shows how many one-time codes arrived within the last day.
class OtpDelivery : public ListCommand
{
public:
    OtpDelivery();
};

} // namespace linnet::cli
