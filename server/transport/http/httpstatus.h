// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

//! The only function that says which HTTP status a failure has.
int httpStatus(Error::Kind kind);

//! The only function that says which HTTP status a success has.
int httpStatus(Answer::Outcome outcome);

} // namespace linnet
