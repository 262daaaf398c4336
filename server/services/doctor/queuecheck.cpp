// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/queuecheck.h"

#include "common/core/durationwords.h"
#include "server/storage/database.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

constexpr auto Slow = 5min;
constexpr auto Stuck = 1h;

//! \brief What waits.
struct Queue
{
    qint64 waiting = 0;
    qint64 dead = 0; //!< Given up.
    std::optional<Timestamp> oldestDue; //!< When what is due for longest was due; or is next.
    QString kind; //!< Of that.
};

Result<> addKind(Stores &stores, const QString &kind, Queue &queue)
{
    const auto due = stores.jobs.nextDue(kind);
    if (!due)
        return due.error();
    if (*due && (!queue.oldestDue || **due < *queue.oldestDue)) {
        queue.oldestDue = **due;
        queue.kind = kind;
    }
    return {};
}

Result<Queue> readQueue(Stores &stores)
{
    const auto census = stores.jobs.census();
    if (!census)
        return census.error();
    Queue queue;
    for (const JobCount &each : *census) {
        (each.state == Job::State::Dead ? queue.dead : queue.waiting) += each.count;
        if (each.state == Job::State::Dead)
            continue;
        if (const auto added = addKind(stores, each.kind, queue); !added)
            return added.error();
    }
    return queue;
}

Finding judge(const Queue &queue, Timestamp now)
{
    const QString dead = queue.dead > 0 ? u" %1 were given up."_s.arg(queue.dead) : QString();
    const auto late = queue.oldestDue ? now - *queue.oldestDue : std::chrono::milliseconds(0);
    if (late >= Slow) {
        const QString text =
            u"The job that is due for longest, of the kind \"%1\", waits for %2; %3 wait in "
            "all.%4"_s.arg(queue.kind, inWords(late), QString::number(queue.waiting), dead);
        const QString fix =
            u"See the log for linnet.jobs: what it needs may be out of reach (the check "
            "mail tells of the mail server), or no longer configured. Restarting linnetd "
            "takes nothing out of the queue."_s;
        return late >= Stuck ? Finding::failure(text, fix) : Finding::warning(text, fix);
    }
    const QString text = u"%1 jobs wait, none of them for long.%2"_s.arg(queue.waiting).arg(dead);
    if (queue.dead > 0)
        return Finding::warning(
            text,
            u"The log says under linnet.jobs why they were given up. What they were to do "
            "was not done, and they are forgotten after a while: have the code or the link "
            "asked for again."_s);
    return Finding::ok(text);
}

} // namespace

QueueCheck::QueueCheck(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

QCoro::Task<Finding> QueueCheck::run(std::stop_token) const
{
    const auto queue = co_await m_database.read(&readQueue);
    if (!queue)
        co_return Finding::failure(u"The queue cannot be read: %1"_s.arg(queue.error().message),
                                   u"See what the check database says, and the log of "
                                   "linnetd."_s);
    co_return judge(*queue, m_clock.now());
}

} // namespace linnet
