// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/listcommand.h"

#include "cli/commands/invocation.h"
#include "cli/commands/patiently.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int PageSize = 200;

const Table Count{u"Count"_s,
                  {{u"Count"_s, u"count"_s}, {u"Exact"_s, u"isExact"_s}},
                  u"count"_s,
                  Table::Shape::Card};

//! Writes the rows of \p page. \return how many.
Result<int> writeRows(const QJsonObject &page, Records &rows)
{
    const QJsonArray items = page["items"_L1].toArray();
    for (const auto &item : items) {
        if (auto added = rows.add(item.toObject()); !added)
            return added.error();
    }
    return int(items.size());
}

//! \return how a term of a filter may begin.
QStringList termsOf(const FilterFields &list)
{
    QStringList terms;
    for (const FilterField &field : list.fields) {
        const QString begin = field.name + u':';
        terms.append(begin);
        for (const QString &choice : field.choices)
            terms.append(begin + choice);
    }
    return terms;
}

QStringList pathsOf(const Table &table)
{
    QStringList paths;
    for (const Column &column : table.columns)
        paths.append(column.path);
    return paths;
}

Error endless()
{
    return {Error::Kind::Internal, "protocol"_L1, u"The server gives the same page again."_s};
}

} // namespace

Declaration ListCommand::declaration()
{
    Declaration declaration{
        .name = m_description.name,
        .summary = m_description.summary,
        .examples = m_description.examples,
        .options = {{u"--limit"_s, u"COUNT"_s, u"Stop after so many."_s, &m_limit}},
        .fields = pathsOf(m_description.table)};
    const QStringList terms =
        m_description.filterFields ? termsOf(m_description.filterFields()) : QStringList();
    if (m_description.asked == ListDescription::Asked::ByFilter)
        declaration.options += {
            {.names = u"--filter"_s,
             .value = u"EXPR"_s,
             .help = u"List what matches, e.g. 'user:alice'."_s,
             .target = &m_filter,
             .terms = terms},
            {u"--count"_s, {}, u"Write how many there are instead."_s, &m_wantsCount},
        };
    if (!m_description.orders.isEmpty())
        declaration.options +=
            {{u"--sort"_s, u"ORDER"_s, u"List in this order."_s, &m_order, m_description.orders}};
    return declaration;
}

QUrlQuery ListCommand::query() const
{
    QUrlQuery query;
    const QString filter = (m_description.filter + u' ' + m_filter).trimmed();
    if (!filter.isEmpty())
        query.addQueryItem(u"filter"_s, filter);
    return query;
}

Result<> ListCommand::showCount(Invocation &invocation) const
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString counted = adminPath(path() + QStringList{u"count"_s});
    const auto count = (*connection)->api().get(counted, query());
    if (!count)
        return count.error();
    return invocation.show(Count, *count);
}

//! \return what to ask for the page at \p cursor, of \p wanted rows.
QUrlQuery ListCommand::pageQuery(const QString &cursor, int wanted) const
{
    QUrlQuery asked = query();
    asked.addQueryItem(u"limit"_s, QString::number(wanted));
    if (!m_order.isEmpty())
        asked.addQueryItem(u"sort"_s, m_order);
    if (!cursor.isEmpty())
        asked.addQueryItem(u"cursor"_s, cursor);
    return asked;
}

Result<> ListCommand::run(Invocation &invocation)
{
    if (m_wantsCount)
        return showCount(invocation);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto rows = invocation.records(m_description.table);
    QString cursor;
    for (int written = 0; m_limit == 0 || written < m_limit;) {
        const int wanted = m_limit == 0 ? PageSize : std::min(PageSize, m_limit - written);
        const auto ask = [&] {
            return (*connection)->api().get(adminPath(path()), pageQuery(cursor, wanted));
        };
        // Half a list is worth nothing: who has begun one waits for the rest of it.
        const auto page = cursor.isEmpty() ? ask() : patiently(ask);
        if (!page)
            return page.error();
        const auto count = writeRows(*page, *rows);
        if (!count)
            return count.error();
        written += *count;
        const QString next = (*page)["nextCursor"_L1].toString();
        if (next.isEmpty())
            break;
        if (next == cursor)
            return endless();
        cursor = next;
    }
    return rows->finish();
}

} // namespace linnet::cli
