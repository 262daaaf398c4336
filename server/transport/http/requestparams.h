// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

namespace linnet {

using TextParams = QMultiHash<QString, QString>;

//! \return the pairs of a query string, decoded; '+' is a space.
TextParams parseQuery(QByteArrayView query);

//! \return what a request says, not validated yet: path captures before \p body before \p query.
QJsonObject mergeParams(const EndpointTable::Route &route, QByteArrayView query,
                        const QJsonObject &body);

} // namespace linnet
