// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sessionfeed.h"

#include "server/bus/eventbus.h"
#include "server/services/admin/staffservice.h"
#include "server/storage/database.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>
#include <unordered_map>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.admin")

constexpr size_t LookedUpAtOnce = 200;

//! Those who may see sessions, and whoever listens over the operator's socket: that is nobody's.
std::vector<UserId> audienceOf(const StaffService &staff)
{
    std::vector<UserId> audience = staff.whoMay(Capability::SessionsRead);
    audience.push_back(UserId());
    return audience;
}

} // namespace

SessionFeed::SessionFeed(AdminContext context, EventBus &bus, const StaffService &staff)
    : m_context(context)
    , m_bus(bus)
    , m_staff(staff)
    , m_home(*Mailbox::current())
{
    bus.listen([this](const SharedEvent &event) { hear(*event); });
}

void SessionFeed::hear(const Event &event)
{
    if (m_watchers == 0)
        return;
    if (const auto *opened = std::get_if<SessionOpened>(&event.payload))
        note({opened->session, SessionNews::Kind::Began});
    else if (const auto *revoked = std::get_if<SessionRevoked>(&event.payload))
        note({revoked->session, SessionNews::Kind::Ended});
}

void SessionFeed::note(Noted noted)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() == MostWaiting)
        ++m_missed;
    else
        m_waiting.push_back(noted);
    if (!std::exchange(m_isTelling, true))
        m_home.post([this] { tell(); });
}

//! Until nothing waits any more.
QCoro::Task<> SessionFeed::tell()
{
    for (Batch batch = takeBatch(); !batch.isEmpty(); batch = takeBatch()) {
        const auto count = qint64(batch.noted.size());
        tellMissed(batch.missed);
        bool isTold = false;
        try {
            const auto told = co_await tellBatch(std::move(batch.noted));
            isTold = told.has_value();
            if (!told)
                qCWarning(log) << "news of sessions were not told:" << told.error().message
                               << told.error().detail;
        } catch (const std::exception &exception) {
            qCWarning(log) << "news of sessions were not told:" << exception.what();
        }
        if (!isTold)
            tellMissed(count);
    }
}

//! \return nothing where nothing waits: then the next that comes is told anew.
SessionFeed::Batch SessionFeed::takeBatch()
{
    const std::lock_guard lock(m_mutex);
    const auto end = m_waiting.begin() + qsizetype(std::min(m_waiting.size(), LookedUpAtOnce));
    Batch batch{{m_waiting.begin(), end}, std::exchange(m_missed, 0)};
    m_waiting.erase(m_waiting.begin(), end);
    m_isTelling = !batch.isEmpty();
    return batch;
}

//! Whoever reads the list when they hear this finds in it what was missed: it was stored before.
void SessionFeed::tellMissed(qint64 count)
{
    if (count > 0)
        m_bus.publish({SessionNewsMissed{count, m_context.clock.now()}, audienceOf(m_staff), {}});
}

QCoro::Task<Result<>> SessionFeed::tellBatch(std::vector<Noted> batch)
{
    std::vector<SessionId> ids;
    for (const Noted &each : batch)
        ids.push_back(each.session);
    SessionListQuery query{
        .filter = {oneOf(ids)}, .now = m_context.clock.now(), .limit = int(LookedUpAtOnce)};
    const auto views = co_await m_context.database.read(
        [query = std::move(query)](Stores &stores) { return stores.sessionList.list(query); });
    if (!views)
        co_return views.error();
    std::unordered_map<SessionId, const SessionView *> known;
    for (const SessionView &view : *views)
        known[view.session.id] = &view;
    const std::vector<UserId> audience = audienceOf(m_staff);
    for (const Noted &each : batch) {
        if (const auto found = known.find(each.session); found != known.end())
            m_bus.publish({SessionNews{*found->second, each.kind}, audience, {}});
    }
    co_return Result<>();
}

} // namespace linnet
