// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/net/message.h"

namespace linnet {

using TextParams = QMultiHash<QString, QString>;

//! \return the pairs of a query string, decoded; '+' is a space.
TextParams parseQuery(QByteArrayView query);

//! Collects what \p request says: path captures before the body before \p form (the text fields of
//! an upload) before the query. Not validated yet.
//! \return UnsupportedType unless the body is JSON, InvalidInput unless that is one object.
Result<QJsonObject> readParams(const EndpointTable::Route &route, const net::Request &request,
                               const TextParams &form);

//! \return whether a body of this content type is read as JSON.
bool isJsonType(QByteArrayView contentType);

} // namespace linnet
