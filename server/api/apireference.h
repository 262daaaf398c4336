// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

namespace linnet {

//! \brief A path that is served beside the table, to who gets it.
struct OtherPath
{
    QString path;
    QString summary;
    QString tag;
    Access access = Access::Public;
};

//! \return an OpenAPI 3.1 document of all that \p table serves over HTTP, and of \p others: what is
//! asked for, by whom, and with which parameters. What is answered is left to the families' own
//! documents. \param version of the server, e.g. "1.2.0".
QJsonObject openApiDocument(const EndpointTable &table, const QString &version,
                            const std::vector<OtherPath> &others = {});

} // namespace linnet
