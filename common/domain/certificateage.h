// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/certificate.h"
#include "common/domain/finding.h"

namespace linnet {

//! \return what \p chain, the server's own certificate first, is worth at \p now; the one that ends
//! first decides.
//! \param fix how to get another one.
Finding judgeCertificates(const std::vector<Certificate> &chain, Timestamp now, const QString &fix);

} // namespace linnet
