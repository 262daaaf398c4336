// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QJsonObject>

#include <functional>

namespace linnet::cli {

//! Asks again and again while the server says that it was asked too much, and waits as long as it
//! says. \return what it answers then; "interrupted" when interrupted.
Result<QJsonObject> patiently(const std::function<Result<QJsonObject>()> &ask);

} // namespace linnet::cli
