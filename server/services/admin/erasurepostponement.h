// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/erasure.h"

#include <chrono>
#include <vector>

namespace linnet {

class IdGenerator;
struct Stores;

//! \brief When waiting erasures of a restored database can be carried out.
struct ErasurePostponement
{
    Timestamp now{};
    std::chrono::milliseconds grace{}; //!< At least; those that were asked for with more get that.
    std::vector<Erasure> begun = {}; //!< What the ledger says: nobody cancelled those.
};

//! Within a transaction of whoever restores: has accounts that wait to be erased wait again, as
//! long as they had to. Somebody may have cancelled it since the backup was made, which is not in
//! it. \return how many wait.
Result<int> postponeErasures(Stores &stores, IdGenerator &ids,
                             const ErasurePostponement &postponement);

} // namespace linnet
