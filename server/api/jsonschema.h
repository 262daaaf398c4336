// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/schema.h"

#include <QJsonObject>

namespace linnet {

//! \return what \p field must be, as JSON Schema says it, with its description if it has one.
QJsonObject jsonSchemaOf(const Field &field);

//! \return an object with the fields of \p schema.
QJsonObject jsonSchemaOf(const Schema &schema);

//! \return the shape of \p sample: types and names, and nothing of its values. What is null says
//! nothing of what else may stand there.
QJsonObject jsonSchemaOf(const QJsonValue &sample);

} // namespace linnet
