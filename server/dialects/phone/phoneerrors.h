// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QJsonObject>

//! \brief How the phone dialect says that something failed.
namespace linnet::phone {

QJsonObject errorBody(const Error &error);
QJsonObject errorAcknowledgement(const Error &error);
QString connectError(const Error &error);

} // namespace linnet::phone
