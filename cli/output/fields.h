// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"

#include <QJsonObject>
#include <QStringList>

namespace linnet::cli {

//! \return what \p path names in \p row: keys with dots between them. Undefined if it is not there.
QJsonValue fieldAt(const QJsonObject &row, const QString &path);

//! \return \p row with nothing but what \p paths name.
QJsonObject selectFields(const QJsonObject &row, const QStringList &paths);

//! \return \p value for people to read.
QString fieldText(const QJsonValue &value, Column::As as);

//! \return \p value for programs to read.
QString plainText(const QJsonValue &value);

} // namespace linnet::cli
