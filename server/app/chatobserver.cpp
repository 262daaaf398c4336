// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/chatobserver.h"

#include <QLoggingCategory>

#include <exception>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

//! Nobody waits for \p task: what goes wrong is logged here.
QCoro::Task<> finish(const char *what, QCoro::Task<> task)
{
    try {
        co_await std::move(task);
    } catch (const std::exception &exception) {
        qCWarning(log) << what << "failed:" << exception.what();
    }
}

template <typename T>
QCoro::Task<> finish(const char *what, QCoro::Task<Result<T>> task)
{
    try {
        const auto outcome = co_await std::move(task);
        // Who has left meanwhile has nothing to be noted.
        if (!outcome && outcome.error().kind != Error::Kind::NotFound)
            qCWarning(log) << what << "failed:" << outcome.error().message
                           << outcome.error().detail;
    } catch (const std::exception &exception) {
        qCWarning(log) << what << "failed:" << exception.what();
    }
}

bool isByPresence(const SocketOwner &owner)
{
    return owner.dialect->receipts() == ReceiptSource::Presence;
}

OnlineListService::Watch watchOf(const SocketOwner &owner)
{
    const bool isWatching = owner.dialect->presence() == PresenceNews::List;
    return isWatching ? OnlineListService::Watch::Yes : OnlineListService::Watch::No;
}

} // namespace

void ChatObserver::connected(const SocketOwner &owner)
{
    finish("Telling who is online", m_chat.presence.connected(owner.user, owner.session));
    m_chat.onlineList.connected(owner.user, watchOf(owner));
    if (isByPresence(owner))
        finish("Noting what is delivered", m_chat.receipts.markAllDelivered(owner.user));
}

void ChatObserver::disconnected(const SocketOwner &owner)
{
    finish("Telling who is offline", m_chat.presence.disconnected(owner.user, owner.session));
    m_chat.onlineList.disconnected(owner.user, watchOf(owner));
}

void ChatObserver::entered(const SocketOwner &owner, ConversationId conversation)
{
    if (isByPresence(owner))
        finish("Noting what is read", m_chat.receipts.markRead(owner.user, conversation));
}

void ChatObserver::arrived(ConversationId conversation, const std::vector<Arrival> &arrivals)
{
    finish("Noting what has arrived", m_chat.receipts.markArrived(conversation, arrivals));
}

} // namespace linnet
