// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

#include <QJsonObject>

namespace linnet {

class SqlConnection;

//! \return what both will have after \p merger: see MergeStore::forecast().
Result<QJsonObject> forecastMerger(SqlConnection &connection, const Merger &merger);

} // namespace linnet
