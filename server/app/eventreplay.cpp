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

//! Whose screen shows which conversation is not known of a socket that has just come.
void emitTo(ClientSocket &socket, const Dialect &dialect, const Event &event, Timestamp at)
{
    for (const SocketEvent &each : dialect.encode(event)) {
        if (each.reach != Reach::InRoom && !each.mayDrop)
            socket.emitEvent(PreparedEvent(each, at));
    }
}

void emitRecent(ClientSocket &socket, const SocketOwner &owner,
                const std::vector<RecentEvents::Entry> &entries)
{
    for (const RecentEvents::Entry &each : entries) {
        const bool isOwn = !owner.session.isNull() && each.event->except == owner.session;
        if (!isOwn)
            emitTo(socket, *owner.dialect, *each.event, each.at);
    }
}

} // namespace

QCoro::Task<> replayEvents(const RecentEvents *recent, SyncService *sync,
                           std::shared_ptr<ClientSocket> socket, SocketOwner owner, Timestamp since)
{
    try {
        if (const auto entries = recent->since(owner.user, since, Overlap)) {
            emitRecent(*socket, owner, *entries);
            co_return;
        }
        socket->beginCatchUp();
        const auto missed = co_await sync->since(owner.user, since - Overlap);
        socket->endCatchUp();
        const bool isCut = !missed || missed->hasMore;
        for (const MessageView &view : missed ? missed->messages : std::vector<MessageView>())
            emitTo(*socket, *owner.dialect, eventOf(view, owner.user), view.message.createdAt);
        socket->emitEvent(
            PreparedEvent({"resync", isCut ? R"({"messages":true})" : R"({"messages":false})"}));
    } catch (const std::exception &exception) {
        qCWarning(log) << "what was missed could not be told:" << exception.what();
    }
}

} // namespace linnet
