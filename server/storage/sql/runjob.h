// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/database.h"

namespace linnet {

//! Runs \p job. What it throws is a bug or exhausted memory: it ends that job and no other.
//! \param crash is set if it threw.
//! \return whether what it did is to be kept.
bool runJob(Database::Job &job, Stores &stores, std::optional<Error> &crash);

} // namespace linnet
