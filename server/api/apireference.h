// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

namespace linnet {

//! \return an OpenAPI 3.1 document of all that \p table serves over HTTP: what is asked for, by
//! whom, and with which parameters. What is answered is left to the families' own documents. \param
//! version of the server, e.g. "1.2.0".
QJsonObject openApiDocument(const EndpointTable &table, const QString &version);

} // namespace linnet
