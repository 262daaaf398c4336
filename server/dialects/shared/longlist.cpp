// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/longlist.h"

#include <QJsonDocument>

#include <utility>

namespace linnet {

namespace {

//! \brief Pieces of a list's text, a page each.
class ListPieces
{
public:
    //! \p begun is what comes before what \p list has yet to say: at least one element.
    ListPieces(LongList list, QByteArray begun)
        : m_list(std::move(list))
        , m_begun(std::move(begun))
    {}

    QCoro::Task<Result<QByteArray>> next()
    {
        QByteArray piece = std::exchange(m_begun, {});
        while (piece.isEmpty() && !m_isOver) {
            const auto page = co_await m_list.next();
            if (!page)
                co_return page.error();
            m_isOver = page->isLast;
            piece = textOf(page->rows, ",");
            if (m_isOver)
                piece += m_list.tail;
        }
        co_return piece;
    }

    //! \return the text of \p rows without its brackets, after \p separator if there are any.
    static QByteArray textOf(const QJsonArray &rows, const char *separator)
    {
        if (rows.isEmpty())
            return {};
        const QByteArray array = QJsonDocument(rows).toJson(QJsonDocument::Compact);
        return separator + array.sliced(1, array.size() - 2);
    }

private:
    const LongList m_list;
    QByteArray m_begun;
    bool m_isOver = false;
};

} // namespace

QCoro::Task<Result<Answer>> answerList(LongList list)
{
    QByteArray begun;
    bool isWhole = false;
    for (qsizetype count = 0; !isWhole && count <= list.most;) {
        const auto page = co_await list.next();
        if (!page)
            co_return page.error();
        isWhole = page->isLast;
        begun += ListPieces::textOf(page->rows, begun.isEmpty() ? "" : ",");
        count += page->rows.size();
    }
    begun.prepend(list.head);
    if (isWhole)
        co_return Answer{JsonText{begun + list.tail}};
    const auto pieces = std::make_shared<ListPieces>(std::move(list), begun);
    Answer answer;
    answer.stream =
        StreamAnswer{"application/json; charset=utf-8", {}, [pieces] { return pieces->next(); }};
    co_return answer;
}

} // namespace linnet
