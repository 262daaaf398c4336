// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/recenthistory.h"

#include <algorithm>

namespace linnet {

QCoro::Task<Result<std::vector<MessageView>>> recentHistory(MessageService *messages,
                                                            RecentHistoryQuery query)
{
    const auto most = size_t(std::clamp(query.limit, 1, RecentHistoryQuery::Most));
    std::vector<MessageView> views;
    HistoryQuery next{query.conversation, 0, std::nullopt, std::nullopt};
    do {
        next.limit = int(most - views.size());
        auto page = co_await messages->history(query.viewer, next);
        if (!page)
            co_return page.error();
        std::move(page->messages.begin(), page->messages.end(), std::back_inserter(views));
        next.beforeSeq = page->next;
    } while (next.beforeSeq && views.size() < most);
    std::reverse(views.begin(), views.end());
    co_return views;
}

} // namespace linnet
