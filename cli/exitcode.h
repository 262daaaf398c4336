// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet::cli {

//! \brief As sysexits.h has them, and two that shells and package tools know.
enum class ExitCode {
    Done = 0,
    Usage = 64,
    Data = 65, //!< The server does not accept what was given.
    NoInput = 66, //!< What was named does not exist.
    Unavailable = 69,
    Internal = 70,
    CannotCreate = 73, //!< It is in the way of something that exists.
    InputOutput = 74,
    Temporary = 75, //!< Later it may work.
    Protocol = 76, //!< What answers does not speak as a Linnet server does.
    NoPermission = 77,
    Configuration = 78,
    Interrupted = 130,
};

ExitCode exitCode(const Error &error);

} // namespace linnet::cli
