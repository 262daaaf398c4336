// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/chatparts.h"

namespace linnet {

namespace {

ChatContext contextOf(Foundation &foundation, ChatMemory &memory)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids, memory};
}

NotificationContext notificationContext(Foundation &foundation)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids};
}

OnlineListService::Settings onlineListSettings(const Config &config)
{
    return {.longest = size_t(config.longestOnlineList)};
}

} // namespace

ChatParts::ChatParts(Foundation &foundation, LastSeen &lastSeen, const Config &config)
    : memory(foundation.bus)
    , people(contextOf(foundation, memory))
    , conversations(contextOf(foundation, memory))
    , groups(contextOf(foundation, memory))
    , messages(contextOf(foundation, memory))
    , receipts(contextOf(foundation, memory))
    , sync(contextOf(foundation, memory), receipts)
    , typing(contextOf(foundation, memory))
    , presence(contextOf(foundation, memory), lastSeen)
    , onlineList(contextOf(foundation, memory), onlineListSettings(config))
    , away(contextOf(foundation, memory), presence)
    , stars(contextOf(foundation, memory))
    , media(*foundation.database, foundation.blobs, foundation.cpu, foundation.ids,
            foundation.clock)
    , notifications(notificationContext(foundation))
    , friends(contextOf(foundation, memory), NotificationWriter(notificationContext(foundation)))
    , blocks(contextOf(foundation, memory))
    , privacy(contextOf(foundation, memory))
    , reports(contextOf(foundation, memory))
    , demo(contextOf(foundation, memory), conversations, groups, messages)
{}

void ChatParts::configure(const Config &config)
{
    onlineList.configure(onlineListSettings(config));
}

} // namespace linnet
