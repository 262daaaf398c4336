// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/adminparts.h"

namespace linnet {

namespace {

AdminContext contextOf(Foundation &foundation)
{
    return {*foundation.database, foundation.clock};
}

} // namespace

AdminParts::AdminParts(Foundation &foundation, IdentityParts &identity)
    : staff(contextOf(foundation))
    , audit(contextOf(foundation))
    , sessions(contextOf(foundation), identity.sessions)
    , users(contextOf(foundation))
    , suspensions(contextOf(foundation), foundation.bus, identity.sessions, identity.suspended)
{}

QCoro::Task<Result<>> AdminParts::start()
{
    const auto loaded = co_await staff.start();
    if (!loaded)
        co_return loaded.error();
    co_return co_await suspensions.start();
}

} // namespace linnet
