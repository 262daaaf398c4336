// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasurescope.h"

#include "server/storage/stores.h"

namespace linnet {

namespace {

constexpr int PageSize = 200;

} // namespace

Result<std::vector<Erasure>> erasuresWith(Stores &stores, const Erasure &erasure)
{
    const auto sources = stores.merges.listSources(erasure.user);
    if (!sources)
        return sources.error();
    std::vector<Erasure> all;
    for (const UserId source : *sources) {
        const auto known = stores.erasures.find(source);
        if (!known)
            return known.error();
        Erasure each = known->value_or(erasure);
        each.user = source;
        if (!each.erasedAt)
            all.push_back(each);
    }
    all.push_back(erasure);
    return all;
}

Result<std::vector<Conversation>> conversationsOf(Stores &stores, UserId user)
{
    std::vector<Conversation> all;
    std::optional<ConversationCursor> after;
    for (;;) {
        const auto page =
            stores.conversations.list(user, after, PageSize, ConversationStore::Hidden::Included);
        if (!page)
            return page.error();
        for (const ConversationView &view : *page)
            all.push_back(view.conversation);
        if (page->size() < size_t(PageSize))
            return all;
        after = ConversationCursor{all.back().updatedAt, all.back().id};
    }
}

} // namespace linnet
