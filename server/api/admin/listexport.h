// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/adminrows.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace linnet::admin {

//! Rows that an export asks for at a time.
inline constexpr int ExportedAtOnce = 200;

//! \brief One page of a list on its way into a file.
struct ExportPage
{
    std::vector<QJsonObject> rows;
    bool isLast = true;
};

//! \brief A list that is written whole, page by page.
struct ListExport
{
    //! \return the next page, asked for after the one before.
    using NextPage = std::function<QCoro::Task<Result<ExportPage>>()>;

    QString name; //!< Of the file, without an extension.
    QStringList columns; //!< Of CSV: keys of a row, with dots between those of objects within.
    NextPage next;
};

//! \brief Goes through a list from page to page.
//!
//! A Page says in "next" where the one after it begins; nothing there means that there are no more.
template <typename Page>
class ListWalk
{
public:
    using Place = decltype(Page::next);
    using List = std::function<QCoro::Task<Result<Page>>(Place)>;
    using Rows = std::vector<QJsonObject> (*)(const Page &);

    ListWalk(List list, Rows rows)
        : m_list(std::move(list))
        , m_rows(rows)
    {}

    QCoro::Task<Result<ExportPage>> next()
    {
        const auto page = co_await m_list(m_place);
        if (!page)
            co_return page.error();
        m_place = page->next;
        co_return ExportPage{m_rows(*page), !page->next};
    }

private:
    const List m_list;
    const Rows m_rows;
    Place m_place = {};
};

//! \return the pages that \p list gives when asked where they begin, as what \p rows makes of them.
template <typename Page>
ListExport::NextPage pagesOf(typename ListWalk<Page>::List list, typename ListWalk<Page>::Rows rows)
{
    const auto walk = std::make_shared<ListWalk<Page>>(std::move(list), rows);
    return [walk] { return walk->next(); };
}

//! As above, for a list that is asked with \p query, which says in "after" where a page begins, and
//! whose limit is for each page. The service outlives the pages.
template <typename Service, typename Query, typename Page>
ListExport::NextPage pagesOf(Service &service, QCoro::Task<Result<Page>> (Service::*list)(Query),
                             Query query, std::vector<QJsonObject> (*rows)(const Page &))
{
    const auto listFrom = [&service, list, query](typename ListWalk<Page>::Place place) {
        Query next = query;
        next.after = std::move(place);
        return (service.*list)(std::move(next));
    };
    return pagesOf<Page>(listFrom, rows);
}

//! \return the row of an export, which is asked as \p request says, and for a "format".
Endpoint exportEndpoint(const AdminRow &row, Schema request, Handler handler);

//! \return the names of the formats that there are.
QStringList exportFormats();

//! \return \p list as \p format; an error where that is none of exportFormats().
Result<Answer> exportAnswer(const QString &format, ListExport list);

} // namespace linnet::admin
