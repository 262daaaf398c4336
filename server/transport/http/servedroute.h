// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"

namespace linnet {

//! \return the row for \p request, among those of the dialects that its listener serves.
EndpointTable::Route servedRoute(const EndpointContext &context, const net::Request &request);

//! \return in whose words \p row refuses \p request: of a row that several dialects share those of
//! the one that the caller's token says it is of, checked or not; else of the first that its
//! listener serves.
const Dialect &wordsFor(const EndpointContext &context, const EndpointRow &row,
                        const net::Request &request);

} // namespace linnet
