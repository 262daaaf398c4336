// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/eventreplay.h"

#include <QLoggingCategory>

#include <exception>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

//! What is stored is told a moment later.
constexpr std::chrono::seconds Overlap{2};

Event eventOf(const MessageView &view, UserId user)
{
    if (view.message.sender == user)
        return {MessageSent{view.message, view.sender}, {user}, {}};
    return {MessageAdded{view.message, view.sender}, {user}, {}};
}

} // namespace

QCoro::Task<> replayEvents(SyncService *sync, std::shared_ptr<ClientSocket> socket,
                           SocketOwner owner, Timestamp since)
{
    try {
        const auto missed = co_await sync->since(owner.user, since - Overlap);
        if (!missed)
            co_return;
        for (const MessageView &view : missed->messages) {
            for (const SocketEvent &event : owner.dialect->encode(eventOf(view, owner.user)))
                socket->emitEvent(PreparedEvent(event));
        }
        if (missed->hasMore)
            socket->emitEvent(PreparedEvent({"resync", "{}"}));
    } catch (const std::exception &exception) {
        qCWarning(log) << "what was missed could not be told:" << exception.what();
    }
}

} // namespace linnet
