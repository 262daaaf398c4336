// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists what those who run the server did.
class AuditList : public ListCommand
{
public:
    AuditList();
};

} // namespace linnet::cli
