// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/longlist.h"
#include "server/services/chat/messageservice.h"

namespace linnet {

//! \brief Which messages a client gets that knows no pages.
struct WholeHistoryQuery
{
    static constexpr int Most = 10'000;

    UserId viewer;
    ConversationId conversation;
    int limit = Most; //!< More than Most means Most.
};

//! \brief The newest messages of a conversation, oldest first, page by page.
class WholeHistory
{
public:
    //! \brief Some of them; none, if nothing is left of what was to be there.
    struct Page
    {
        std::vector<MessageView> messages;
        bool isLast = true;
    };
    using Shape = std::function<QJsonObject(const MessageView &)>;

    //! \p messages outlives the history.
    WholeHistory(MessageService *messages, const WholeHistoryQuery &query);

    //! Not again after the last page. \return NotFound unless the viewer is or was a member.
    QCoro::Task<Result<Page>> next();

    //! As next(), each message in \p shape.
    QCoro::Task<Result<LongList::Page>> nextRows(Shape shape);

private:
    QCoro::Task<Result<Page>> begin();
    QCoro::Task<Result<Page>> goOn();

    MessageService *const m_messages;
    const WholeHistoryQuery m_query;
    qint64 m_place = -1; //!< The last one that was given; negative: none was asked for yet.
    qint64 m_newest = 0;
};

//! \return a list of \p history, each message in \p shape.
LongList::NextPage pagesOf(std::shared_ptr<WholeHistory> history, WholeHistory::Shape shape);

} // namespace linnet
