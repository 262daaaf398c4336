// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/awayservice.h"

#include "common/core/clock.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/presenceservice.h"
#include "server/services/notification/absenceservice.h"
#include "server/storage/database.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>
#include <utility>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.away")

//! How many are looked at in one read; a conversation's members are not divided.
constexpr size_t MostLookedAt = 1'000;

//! How many are told in one write: others wait behind it.
constexpr size_t MostToldAtOnce = 50;

const MessageAdded &addedBy(const SharedEvent &event)
{
    return std::get<MessageAdded>(event->payload);
}

UserId senderOf(const SharedEvent &event)
{
    return addedBy(event).message.sender;
}

} // namespace

AwayService::AwayService(ChatContext context, const PresenceService &presence,
                         const AbsenceService &absences, std::chrono::milliseconds pause)
    : m_context(context)
    , m_notifications({context.database, context.bus, context.clock, context.ids})
    , m_presence(presence)
    , m_absences(absences)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, [this] { tell(); });
    m_context.bus.listen([this](const SharedEvent &event) {
        const auto *added = std::get_if<MessageAdded>(&event->payload);
        if (added && added->members && added->message.kind != MessageKind::System)
            note(event);
    });
}

//! Called by the thread that stores messages: it is to cost next to nothing.
void AwayService::note(const SharedEvent &event)
{
    QMutexLocker locker(&m_mutex);
    News &news = m_waiting[addedBy(event).message.conversation];
    if (news.newest && senderOf(news.newest) != senderOf(event))
        news.byAnother = std::move(news.newest);
    news.newest = event;
    if (m_isBusy)
        return;
    m_isBusy = true;
    locker.unlock();
    QMetaObject::invokeMethod(
        this, [this] { m_timer.start(); }, Qt::QueuedConnection);
}

QCoro::Task<> AwayService::tell()
{
    try {
        co_await tellAll(takeWaiting());
    } catch (const std::exception &exception) {
        qCWarning(log) << "Telling who was away failed:" << exception.what();
    }
    QMutexLocker locker(&m_mutex);
    m_isBusy = !m_waiting.empty();
    if (m_isBusy)
        m_timer.start();
}

QCoro::Task<> AwayService::tellAll(Waiting waiting)
{
    while (!waiting.empty()) {
        const Absentees absentees = takeAbsentees(waiting);
        if (absentees.empty())
            continue;
        const auto unaware = co_await m_context.database.read(
            [this, absentees](Stores &stores) { return unawareOf(stores, absentees); });
        if (!unaware)
            qCWarning(log) << "Finding who was away failed:" << unaware.error().detail;
        else
            co_await tellThose(*unaware);
    }
}

QCoro::Task<> AwayService::tellThose(Absentees absentees)
{
    while (!absentees.empty()) {
        const auto rest = absentees.begin() + ptrdiff_t(std::min(absentees.size(), MostToldAtOnce));
        const Absentees some(absentees.begin(), rest);
        absentees.erase(absentees.begin(), rest);
        const auto told = co_await m_context.database.write(
            [this, some](Stores &stores) { return notify(stores, some); },
            [this](const Result<std::vector<NotificationView>> &outcome) {
                if (!outcome)
                    return;
                for (const NotificationView &view : *outcome)
                    m_notifications.announce(view);
            });
        if (!told)
            qCWarning(log) << "Telling who was away failed:" << told.error().detail;
    }
}

AwayService::Waiting AwayService::takeWaiting()
{
    QMutexLocker locker(&m_mutex);
    return std::exchange(m_waiting, {});
}

AwayService::Absentees AwayService::takeAbsentees(Waiting &waiting) const
{
    Absentees absentees;
    while (!waiting.empty() && absentees.size() < MostLookedAt) {
        const News news = waiting.extract(waiting.begin()).mapped();
        for (const UserId user : *addedBy(news.newest).members) {
            const bool isSender = user == senderOf(news.newest);
            const SharedEvent &missed = isSender ? news.byAnother : news.newest;
            if (missed && !m_presence.isOnline(user))
                absentees.push_back({missed, user});
        }
    }
    return absentees;
}

Result<AwayService::Absentees> AwayService::unawareOf(Stores &stores,
                                                      const Absentees &absentees) const
{
    Absentees unaware;
    for (auto first = absentees.begin(); first != absentees.end();) {
        const SharedEvent &missed = first->missed;
        std::vector<UserId> users;
        for (; first != absentees.end() && first->missed == missed; ++first)
            users.push_back(first->user);
        const auto found = stores.notifications.listUnaware(addedBy(missed).message.conversation,
                                                            users, m_context.clock.now());
        if (!found)
            return found.error();
        for (const Unaware &each : *found)
            unaware.push_back({missed, each.user, each.unread});
    }
    return unaware;
}

//! Who has read, or was told, since unawareOf() looked is left out.
Result<std::vector<NotificationView>> AwayService::notify(Stores &stores,
                                                          const Absentees &absentees) const
{
    const auto unaware = unawareOf(stores, absentees);
    if (!unaware)
        return unaware.error();
    std::vector<NotificationView> notifications;
    for (const Absentee &absentee : *unaware) {
        const MessageAdded &missed = addedBy(absentee.missed);
        Notification told;
        told.user = absentee.user;
        told.kind = NotificationKind::Message;
        told.conversation = missed.message.conversation;
        told.message = missed.message.id;
        told.data = {{MessageCountKey, absentee.unread}};
        auto added = m_notifications.add(stores, told, missed.sender);
        if (!added)
            return added.error();
        if (const auto noted = m_absences.note(stores, absentee.user); !noted)
            return noted.error();
        notifications.push_back(std::move(*added));
    }
    return notifications;
}

} // namespace linnet
