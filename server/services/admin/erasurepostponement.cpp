// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasurepostponement.h"

#include "common/core/idgenerator.h"
#include "server/services/admin/erasurejob.h"
#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

namespace {

bool isWaiting(const Erasure &erasure, const std::vector<Erasure> &begun)
{
    return !erasure.begunAt
        && std::ranges::find(begun, erasure.user, &Erasure::user) == begun.end();
}

} // namespace

Result<int> postponeErasures(Stores &stores, IdGenerator &ids,
                             const ErasurePostponement &postponement)
{
    const auto erasures = stores.erasures.list();
    if (!erasures)
        return erasures.error();
    int waiting = 0;
    for (Erasure erasure : *erasures) {
        if (!isWaiting(erasure, postponement.begun))
            continue;
        const auto asked = erasure.dueAt - erasure.requestedAt;
        erasure.dueAt = postponement.now + std::max(postponement.grace, asked);
        if (const auto put = stores.erasures.put(erasure); !put)
            return put.error();
        // The job that there is finds that it is too early, and is done.
        if (const auto added = stores.jobs.add(erasureJob(ids.next<JobId>(), erasure)); !added)
            return added.error();
        ++waiting;
    }
    return waiting;
}

} // namespace linnet
