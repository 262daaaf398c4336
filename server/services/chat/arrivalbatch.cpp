// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/arrivalbatch.h"

#include <algorithm>
#include <utility>

namespace linnet {

void ArrivalBatch::add(const std::vector<Arrival> &arrivals)
{
    QMutexLocker locker(&m_mutex);
    for (const Arrival &arrival : arrivals) {
        Arrival &known = m_arrivals[arrival.user];
        known.seq = std::max(known.seq, arrival.seq);
        known.watchedSeq = std::max(known.watchedSeq, arrival.watchedSeq);
    }
}

ArrivalBatch::Arrivals ArrivalBatch::arrivals() const
{
    QMutexLocker locker(&m_mutex);
    return m_arrivals;
}

Hop<Result<>> ArrivalBatch::stored(std::shared_ptr<ArrivalBatch> batch)
{
    return Hop<Result<>>(
        [batch = std::move(batch)](Completion &completion) { batch->join(completion); });
}

void ArrivalBatch::join(Completion &completion)
{
    QMutexLocker locker(&m_mutex);
    if (!m_outcome) {
        m_waiting.push_back(&completion);
        return;
    }
    Mailbox &home = completion.home();
    home.post(completion.finish(*m_outcome));
}

void ArrivalBatch::settle(const Result<> &outcome)
{
    QMutexLocker locker(&m_mutex);
    m_outcome.emplace(outcome);
    for (Completion *completion : std::exchange(m_waiting, {})) {
        Mailbox &home = completion->home();
        home.post(completion->finish(outcome));
    }
}

} // namespace linnet
