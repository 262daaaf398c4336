// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists which other programs are told of what happens.
class WebhookList : public ListCommand
{
public:
    WebhookList();
};

} // namespace linnet::cli
