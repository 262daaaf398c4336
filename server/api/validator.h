// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/api/schema.h"

#include <QJsonObject>
#include <QMultiHash>
#include <QString>

namespace linnet {

//! Checks \p params against \p schema.
//!
//! A required string that is empty counts as missing; null counts as missing everywhere.
//! \return the parameters the schema names and nothing else, or an InvalidInput error whose
//! sentence names the field.
Result<QJsonObject> validate(const Schema &schema, const QJsonObject &params);

//! Converts what a query or a form says, which is all text, to what \p schema asks for. Text that
//! cannot be converted stays text, so that validate() complains about it.
QJsonObject fromText(const Schema &schema, const QMultiHash<QString, QString> &texts);

} // namespace linnet
