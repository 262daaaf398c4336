// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/doctor/publicserver.h"
#include "common/domain/finding.h"

namespace linnet::cli {

//! \return whether the certificates that \p server shows are trusted here, and for how long they
//! are good.
Finding checkServedCertificate(const PublicServer &server);

} // namespace linnet::cli
