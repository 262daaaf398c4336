// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/starservice.h"

#include "common/core/clock.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int MostListed = 100;

} // namespace

StarService::StarService(ChatContext context)
    : m_context(context)
{}

QCoro::Task<Result<>> StarService::mark(UserId user, MessageId message, Star star)
{
    const Timestamp now = m_context.clock.now();
    const auto marked =
        co_await m_context.database.write([user, message, star, now](Stores &stores) -> Result<> {
            const auto found = stores.messages.find(message, user);
            if (!found)
                return found.error();
            return star == Star::Set ? stores.stars.add(user, *found, now)
                                     : stores.stars.remove(user, *found);
        });
    co_return marked;
}

QCoro::Task<Result<StarResult>> StarService::list(UserId user, StarQuery query)
{
    StarPage page{.user = user, .conversation = query.conversation};
    page.limit = std::clamp(query.limit, 1, MostListed);
    page.before = query.before.value_or(page.before);
    auto messages = co_await m_context.database.read([page](Stores &stores) {
        return Viewer(stores, page.user).shown(stores.stars.list(page), &MessageView::sender);
    });
    if (!messages)
        co_return messages.error();
    StarResult result{std::move(*messages), std::nullopt};
    if (result.messages.size() == size_t(page.limit))
        result.next = result.messages.back().message.id;
    co_return result;
}

} // namespace linnet
