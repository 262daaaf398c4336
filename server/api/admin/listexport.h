// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

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
//! A Query says in "after" where its page begins, and a Page in "next" where the one after it does;
//! nothing there means the first, and that there are no more.
template <typename Query, typename Page>
class ListWalk
{
public:
    using List = std::function<QCoro::Task<Result<Page>>(Query)>;
    using Rows = std::function<std::vector<QJsonObject>(const Page &)>;

    ListWalk(Query query, List list, Rows rows)
        : m_query(std::move(query))
        , m_list(std::move(list))
        , m_rows(std::move(rows))
    {}

    QCoro::Task<Result<ExportPage>> next()
    {
        const auto page = co_await m_list(m_query);
        if (!page)
            co_return page.error();
        m_query.after = page->next;
        co_return ExportPage{m_rows(*page), !page->next};
    }

private:
    Query m_query;
    const List m_list;
    const Rows m_rows;
};

//! \return the pages that \p service lists, as what \p rows makes of them. The service outlives
//! them. \param query whose limit is for each page.
template <typename Service, typename Query, typename Page>
ListExport::NextPage pagesOf(Service &service, QCoro::Task<Result<Page>> (Service::*list)(Query),
                             Query query, std::vector<QJsonObject> (*rows)(const Page &))
{
    const auto walk = std::make_shared<ListWalk<Query, Page>>(
        std::move(query), std::bind_front(list, &service), rows);
    return [walk] { return walk->next(); };
}

//! \return the names of the formats that there are.
QStringList exportFormats();

//! \return \p list as \p format; an error where that is none of exportFormats().
Result<Answer> exportAnswer(const QString &format, ListExport list);

} // namespace linnet::admin
