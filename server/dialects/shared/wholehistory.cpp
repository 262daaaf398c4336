// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/wholehistory.h"

#include "server/dialects/shared/jsonarray.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int AtOnce = 100;

} // namespace

WholeHistory::WholeHistory(MessageService *messages, const WholeHistoryQuery &query)
    : m_messages(messages)
    , m_query(query)
{}

QCoro::Task<Result<WholeHistory::Page>> WholeHistory::next()
{
    if (m_place < 0) {
        auto page = co_await begin();
        if (!page || page->isLast)
            co_return page;
    }
    auto page = co_await goOn();
    co_return page;
}

QCoro::Task<Result<LongList::Page>> WholeHistory::nextRows(Shape shape)
{
    const auto page = co_await next();
    if (!page)
        co_return page.error();
    co_return LongList::Page{toArray(page->messages, shape), page->isLast};
}

//! Looks where the end is. \return all, if it is so little; else nothing yet, and more to come.
QCoro::Task<Result<WholeHistory::Page>> WholeHistory::begin()
{
    const int most = std::clamp(m_query.limit, 1, WholeHistoryQuery::Most);
    auto newest = co_await m_messages->history(
        m_query.viewer, {m_query.conversation, std::min(most, AtOnce), std::nullopt, std::nullopt});
    if (!newest)
        co_return newest.error();
    std::reverse(newest->messages.begin(), newest->messages.end());
    if (!newest->next || most <= AtOnce)
        co_return Page{std::move(newest->messages), true};
    m_newest = newest->messages.back().message.seq;
    m_place = std::max<qint64>(0, m_newest - most);
    co_return Page{{}, false};
}

//! Places have no gaps, so that a page is found from its end. What the viewer may not see, from
//! before they came, makes empty pages.
QCoro::Task<Result<WholeHistory::Page>> WholeHistory::goOn()
{
    Page page{{}, false};
    while (page.messages.empty() && !page.isLast) {
        const qint64 after = m_place;
        m_place = std::min(m_place + AtOnce, m_newest);
        auto found = co_await m_messages->history(
            m_query.viewer, {m_query.conversation, AtOnce, std::nullopt, m_place + 1});
        if (!found)
            co_return found.error();
        std::erase_if(found->messages,
                      [after](const MessageView &view) { return view.message.seq <= after; });
        std::reverse(found->messages.begin(), found->messages.end());
        page = {std::move(found->messages), m_place >= m_newest};
    }
    co_return page;
}

LongList::NextPage pagesOf(std::shared_ptr<WholeHistory> history, WholeHistory::Shape shape)
{
    return [history, shape] { return history->nextRows(shape); };
}

} // namespace linnet
