// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/adminparts.h"

namespace linnet {

namespace {

AdminContext contextOf(Foundation &foundation)
{
    return {*foundation.database, foundation.clock};
}

ChatContext chatContextOf(Foundation &foundation, ChatParts &chat)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids, chat.memory};
}

} // namespace

AdminParts::AdminParts(Foundation &foundation, IdentityParts &identity, ChatParts &chat)
    : staff(contextOf(foundation))
    , audit(contextOf(foundation))
    , sessions(contextOf(foundation), identity.sessions)
    , users(contextOf(foundation))
    , suspensions(contextOf(foundation), foundation.bus, identity.sessions, identity.suspended)
    , accounts(chatContextOf(foundation, chat), staff, identity.security)
    , credentials({.context = contextOf(foundation),
                   .accounts = accounts,
                   .sessions = identity.sessions,
                   .links = identity.links,
                   .security = identity.security})
    , groups(chatContextOf(foundation, chat))
{}

QCoro::Task<Result<>> AdminParts::start()
{
    const auto loaded = co_await staff.start();
    if (!loaded)
        co_return loaded.error();
    co_return co_await suspensions.start();
}

} // namespace linnet
