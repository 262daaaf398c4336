// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/chat/draft.h"

//! \brief What message:send carries.
namespace linnet::phone {

Schema draftSchema();
Result<Draft> draftParam(const Call &call);

} // namespace linnet::phone
