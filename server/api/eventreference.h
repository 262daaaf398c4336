// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

namespace linnet {

//! \return an AsyncAPI 3.0 document of what goes over sockets and streams of events: of each family
//! of \p table the events that its clients may send, and those that they hear. The shapes of the
//! latter are taken from what the family makes of sampleEvents(). \param version of the server,
//! e.g. "1.2.0".
QJsonObject asyncApiDocument(const EndpointTable &table, const QString &version);

} // namespace linnet
