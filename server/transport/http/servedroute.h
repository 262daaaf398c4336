// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"

namespace linnet {

//! \return the row for \p request, among those of the dialects that its listener serves.
EndpointTable::Route servedRoute(const EndpointContext &context, const net::Request &request);

} // namespace linnet
