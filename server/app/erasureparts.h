// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/services/admin/eraser.h"
#include "server/services/admin/erasurejob.h"

namespace linnet {

//! \brief What erases accounts: when a job says that it is time, and again after a restore.
struct ErasureParts
{
    //! Reads the key that signs receipts, which is made if there is none. All outlive the parts.
    static Result<std::unique_ptr<ErasureParts>> open(const Config &config, Foundation &foundation,
                                                      ChatMemory &memory);

    ErasureParts(ChatContext context, BlobStore &blobs, ErasureLedger ledger, Ed25519 key);

    //! Does again what the ledger says and the database does not know, and logs it. Blocks.
    //! \return how many accounts were erased.
    Result<int> replay();

    Eraser eraser;
    ErasureJob job;
};

//! \brief What became of accounts in a database that was restored.
struct RestoredErasures
{
    int again = 0; //!< So many were erased again.
    int postponed = 0; //!< So many wait to be erased: see postponeErasures().
};

//! Brings what was restored into \p config's data directory, which nobody serves from, up to the
//! ledger there, to which \p more is added first. What is not begun is put off. Blocks.
Result<RestoredErasures> replayErasures(const Config &config, const std::vector<Erasure> &more);

} // namespace linnet
