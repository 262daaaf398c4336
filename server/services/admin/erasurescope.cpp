// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasurescope.h"

#include "server/storage/stores.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;

Error stillMerging()
{
    return {Error::Kind::Unavailable, "merge_busy"_L1,
            u"Another account is still being merged into this one."_s};
}

} // namespace

Result<> requireWhole(Stores &stores, UserId user)
{
    const auto sources = stores.merges.listSources(user);
    if (!sources)
        return sources.error();
    for (const UserId source : *sources) {
        const auto progress = stores.merges.findProgress(source);
        if (!progress)
            return progress.error();
        if (*progress && (*progress)->isUnderWay())
            return stillMerging();
    }
    return {};
}

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
