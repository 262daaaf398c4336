// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QJsonObject>

//! \brief How the mern dialect says that something failed.
namespace linnet::mern {

Error translate(Error error);
QJsonObject errorBody(const Error &error);
QString connectError(const Error &error);

//! What a form hears that is not filled in.
Error fieldsMissing();

} // namespace linnet::mern
