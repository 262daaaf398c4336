// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/mergejob.h"

#include "server/services/admin/joiner.h"

namespace linnet {

using namespace Qt::StringLiterals;

QByteArray mergePayload(UserId from)
{
    return from.toString().toLatin1();
}

Job mergeJob(JobId id, const Merger &merger)
{
    return {.id = id,
            .kind = MergeJobKind,
            .payload = mergePayload(merger.from),
            .dueAt = merger.at,
            .createdAt = merger.at,
            .updatedAt = merger.at};
}

Result<> MergeJob::run(const Job &job, const std::stop_token &stop)
{
    const auto from = UserId::parse(QString::fromLatin1(job.payload));
    if (!from)
        return Error{Error::Kind::Internal, "merge_order"_L1,
                     u"The job does not say which account is to be merged."_s};
    auto joined = m_joiner.join(*from, stop);
    // An account that is in two halves is not given up for a moment's failure.
    if (!joined)
        joined.error().kind = Error::Kind::Unavailable;
    return joined;
}

Result<> MergeJob::giveUp(Stores &stores, const Job &job)
{
    const auto from = UserId::parse(QString::fromLatin1(job.payload));
    const auto ended = stores.jobs.find(job.id);
    if (!from || !ended)
        return {};
    auto progress = stores.merges.findProgress(*from);
    if (!progress)
        return {};
    std::optional<MergeProgress> &found = *progress;
    if (!found)
        return {};
    found->state = MergeProgress::State::Failed;
    found->problem = ended->lastError;
    return stores.merges.putProgress(*found);
}

} // namespace linnet
