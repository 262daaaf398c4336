// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/filterclause.h"

#include "server/storage/sql/likepattern.h"

#include <algorithm>
#include <stdexcept>

namespace linnet {

namespace {

const FilterColumn &columnOf(QLatin1String field, std::span<const FilterColumn> columns)
{
    const auto found =
        std::find_if(columns.begin(), columns.end(),
                     [field](const FilterColumn &column) { return column.field == field; });
    if (found == columns.end())
        throw std::logic_error("A filter has a field that the table has no column for.");
    return *found;
}

QString toLike(const TextPattern &pattern)
{
    QString text = likePattern(pattern.text.toCaseFolded());
    switch (pattern.where) {
    case TextPattern::Where::Whole:
        return text;
    case TextPattern::Where::Start:
        return text + u'%';
    case TextPattern::Where::End:
        return u'%' + text;
    case TextPattern::Where::Anywhere:
        return u'%' + text + u'%';
    }
    Q_UNREACHABLE();
}

qint64 toInteger(qint64 value)
{
    return value;
}

qint64 toInteger(Timestamp value)
{
    return value.time_since_epoch().count();
}

//! \brief Writes what a filter asks of one column at the end of a clause.
class ColumnWriter
{
public:
    ColumnWriter(FilterClause &clause, SqlLiteral column)
        : m_clause(clause)
        , m_column(column)
    {}

    void operator()(const AnyText &patterns)
    {
        any(patterns, [this](const TextPattern &pattern) {
            add("folded");
            addColumn();
            add(R"( LIKE ? ESCAPE '\')", toLike(pattern));
        });
    }

    void operator()(const AnyExact &values)
    {
        any(values, [this](const QString &value) {
            addColumn();
            add(" = ?", value);
        });
    }

    //! There may be more of them than an expression can be deep.
    void operator()(const AnyId &ids)
    {
        addColumn();
        SqlLiteral before = " IN (";
        for (const FilteredId id : ids) {
            add(before);
            add("?", id.value());
            before = ", ";
        }
        add(")");
    }

    template <typename T>
    void operator()(const std::vector<Between<T>> &ranges)
    {
        any(ranges, [this](const Between<T> &range) {
            if (range.from) {
                addColumn();
                add(" >= ?", toInteger(*range.from));
            }
            if (range.from && range.before)
                add(" AND ");
            if (range.before) {
                addColumn();
                add(" < ?", toInteger(*range.before));
            }
        });
    }

    void operator()(const NetworkList &networks)
    {
        add("in_networks(");
        addColumn();
        add(", ?)", networks.entries().join(u' '));
    }

    void operator()(bool isSet)
    {
        addColumn();
        add(isSet ? SqlLiteral(" IS TRUE") : SqlLiteral(" IS NOT TRUE"));
    }

private:
    void add(SqlLiteral sql) { m_clause.sql += sql; }
    void add(SqlLiteral sql, SqlValue value)
    {
        add(sql);
        m_clause.values.push_back(std::move(value));
    }

    void addColumn()
    {
        add("(");
        add(m_column);
        add(")");
    }

    template <typename Values, typename Write>
    void any(const Values &values, Write write)
    {
        bool isFirst = true;
        for (const auto &value : values) {
            if (!isFirst)
                add(" OR ");
            isFirst = false;
            write(value);
        }
    }

    FilterClause &m_clause;
    SqlLiteral m_column;
};

} // namespace

FilterClause toClause(const Filter &filter, std::span<const FilterColumn> columns)
{
    FilterClause clause{.sql = SqlText("TRUE")};
    for (const FilterCondition &condition : filter) {
        const FilterColumn &column = columnOf(condition.field, columns);
        clause.sql += " AND (";
        clause.sql += column.among;
        std::visit(ColumnWriter(clause, column.sql), condition.value);
        if (*column.among.text() != '\0')
            clause.sql += ")";
        // Where there is nothing, a comparison is neither true nor false, and its contrary neither.
        clause.sql += condition.isNegated ? SqlLiteral(") IS NOT TRUE") : SqlLiteral(")");
    }
    return clause;
}

} // namespace linnet
