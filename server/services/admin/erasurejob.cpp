// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasurejob.h"

#include "server/services/admin/eraser.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

Job erasureJob(JobId id, const Erasure &erasure)
{
    const QJsonObject order{{u"user"_s, erasure.user.toString()},
                            {u"requestedAt"_s, toIso(erasure.requestedAt)}};
    return {.id = id,
            .kind = ErasureJobKind,
            .payload = QJsonDocument(order).toJson(QJsonDocument::Compact),
            .dueAt = erasure.dueAt,
            .createdAt = erasure.requestedAt,
            .updatedAt = erasure.requestedAt};
}

Result<> ErasureJob::run(const Job &job, const std::stop_token &stop)
{
    const QJsonObject order = QJsonDocument::fromJson(job.payload).object();
    const auto user = UserId::parse(order["user"_L1].toString());
    const auto requestedAt = parseIso(order["requestedAt"_L1].toString());
    if (!user || !requestedAt)
        return Error{Error::Kind::Internal, "erasure_order"_L1,
                     u"The job does not say whose account is to be erased."_s};
    auto erased = m_eraser.erase(*user, *requestedAt, stop);
    // An account that waits to be erased is not given up for a moment's failure.
    if (!erased)
        erased.error().kind = Error::Kind::Unavailable;
    return erased;
}

} // namespace linnet
