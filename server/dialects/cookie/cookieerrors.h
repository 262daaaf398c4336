// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QJsonObject>

//! \brief How the cookie dialect says that something failed.
namespace linnet::cookie {

Error translate(Error error);
QJsonObject errorBody(const Error &error);

} // namespace linnet::cookie
