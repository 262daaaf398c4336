// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet::backup {

//! \return what to say of a backup that is not as it was made.
//! \param how e.g. "it ends too early".
Error damaged(const QString &how);

//! \return what to say where the passphrase or the key is not the one.
Error wrongKey();

//! \return what to say of \p path, which the system does not let be used; errno says why.
Error fileFailure(const QString &path);

Error interrupted();

} // namespace linnet::backup
