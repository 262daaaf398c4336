// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"

namespace linnet {

//! \return who sends \p request to \p row; Unauthenticated if they do not prove it and have to, and
//! Forbidden if it may be some page that acts in a visitor's name.
Result<Caller> recogniseCaller(const EndpointContext &context, const Endpoint &endpoint,
                               const net::Request &request);

} // namespace linnet
