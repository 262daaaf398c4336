// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QJsonObject>

//! \brief How the mailotp dialect says that something failed.
namespace linnet::mailotp {

//! \return \p error as the family's clients know it: some texts and statuses are theirs.
Error translate(Error error);

QJsonObject errorBody(const Error &error);
QString connectError(const Error &error);

} // namespace linnet::mailotp
