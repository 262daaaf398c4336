// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpointtable.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

EndpointRow makeRow(const Endpoint &endpoint, const Dialect *dialect, int index)
{
    return {endpoint, dialect, Router::parameterNames(endpoint.path.latin1()), index};
}

//! \return a path parameter that the schema does not name, and that validation would drop.
QString undeclaredCapture(const EndpointRow &row)
{
    for (const QString &name : row.captureNames) {
        const auto isIt = [&](const Field &field) { return field.name == name; };
        const Schema &schema = row.endpoint.request;
        if (std::none_of(schema.begin(), schema.end(), isIt))
            return name;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<const EndpointTable>> EndpointTable::make(
    const std::vector<Dialect *> &dialects)
{
    std::unique_ptr<EndpointTable> table(new EndpointTable);
    for (Dialect *dialect : dialects) {
        table->m_dialects.push_back(dialect);
        for (const Endpoint &endpoint : dialect->endpoints())
            table->m_rows.push_back(makeRow(endpoint, dialect, int(table->m_rows.size())));
    }
    QStringList problems;
    for (const EndpointRow &row : table->m_rows) {
        if (const QString problem = table->place(row); !problem.isEmpty())
            problems.append(problem);
    }
    if (!problems.isEmpty())
        return Error{Error::Kind::Internal, "endpoint_table"_L1, problems.join(u"; "_s)};
    return std::unique_ptr<const EndpointTable>(std::move(table));
}

QString EndpointTable::place(const EndpointRow &row)
{
    const Endpoint &endpoint = row.endpoint;
    if (!endpoint.handler)
        return u"%1 has no handler"_s.arg(describe(row));
    if (endpoint.method == Method::None && endpoint.event.isEmpty())
        return u"%1 can be reached by nobody"_s.arg(describe(row));
    if (const QString name = undeclaredCapture(row); !name.isEmpty())
        return u"%1 does not say what {%2} is"_s.arg(describe(row), name);
    int taken = Router::NoRow;
    if (endpoint.method != Method::None)
        taken = m_router.add(endpoint.method, endpoint.path.latin1(), row.index);
    if (!endpoint.event.isEmpty() && taken == Router::NoRow) {
        const std::pair event(row.dialect, QByteArray(endpoint.event.latin1()));
        taken = m_events.value(event, Router::NoRow);
        if (taken == Router::NoRow)
            m_events.insert(event, row.index);
    }
    if (taken == Router::NoRow)
        return {};
    return u"%1 and %2 share a place"_s.arg(describe(m_rows[size_t(taken)]), describe(row));
}

QString EndpointTable::describe(const EndpointRow &row) const
{
    return u"%1 %2"_s.arg(row.dialect->name(), row.endpoint.name);
}

EndpointTable::Route EndpointTable::findRoute(Method method, QByteArrayView path) const
{
    const Router::Match match = m_router.find(method, path);
    if (match.row == Router::NoRow)
        return {nullptr, {}, match.allowed};
    Route route{&m_rows[size_t(match.row)], {}, {}};
    for (qsizetype i = 0; i < match.captures.size(); ++i)
        route.captures.insert(route.row->captureNames[i], match.captures[i]);
    return route;
}

const EndpointRow *EndpointTable::findEvent(const Dialect *dialect, const QByteArray &event) const
{
    const auto found = m_events.constFind({dialect, event});
    return found == m_events.constEnd() ? nullptr : &m_rows[size_t(*found)];
}

const Dialect *EndpointTable::findDialect(QStringView name) const
{
    const auto found = std::find_if(m_dialects.begin(), m_dialects.end(),
                                    [&](const Dialect *each) { return each->name() == name; });
    return found == m_dialects.end() ? nullptr : *found;
}

} // namespace linnet
