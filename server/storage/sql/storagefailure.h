// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet {

//! \brief What an engine's failure means to a caller.
//! \param code SQLite's result code, primary or extended.
//! \param words the engine's own, which go into Error::detail only.
Error storageFailure(int code, const QString &words);

//! The code of an error that a new connection may be the cure for.
constexpr QLatin1String StorageUnreachable("storage_unavailable");

//! \return whether what failed is the storage itself rather than one statement, so that nothing
//! else of the same transaction can be relied on.
bool isStorageFailure(const Error &error);

Error storageOverloaded();
Error storageClosed();

} // namespace linnet
