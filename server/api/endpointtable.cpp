// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpointtable.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

std::vector<Place> placesOf(const Endpoint &endpoint)
{
    std::vector<Place> places = endpoint.aliases;
    if (endpoint.method != Method::None)
        places.insert(places.begin(), {endpoint.method, endpoint.path.latin1()});
    return places;
}

//! \return a parameter of \p path that \p schema does not name, and that validation would drop.
QString undeclaredCapture(const QByteArray &path, const Schema &schema)
{
    for (const QString &name : Router::parameterNames(path)) {
        const auto isIt = [&](const Field &field) { return field.name == name; };
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
            table->m_rows.push_back({endpoint, dialect, int(table->m_rows.size())});
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
    const std::vector<Place> places = placesOf(endpoint);
    if (!endpoint.handler)
        return u"%1 has no handler"_s.arg(describe(row));
    if (places.empty() && endpoint.event.isEmpty())
        return u"%1 can be reached by nobody"_s.arg(describe(row));
    int taken = placeEvent(row);
    for (const Place &each : places) {
        if (const QString name = undeclaredCapture(each.path, endpoint.request); !name.isEmpty())
            return u"%1 does not say what {%2} is"_s.arg(describe(row), name);
        if (taken == Router::NoRow)
            taken = placePath(row, each);
    }
    if (taken == Router::NoRow)
        return {};
    return u"%1 and %2 share a place"_s.arg(describe(m_rows[size_t(taken)]), describe(row));
}

int EndpointTable::placeEvent(const EndpointRow &row)
{
    if (row.endpoint.event.isEmpty())
        return Router::NoRow;
    const std::pair event(row.dialect, QByteArray(row.endpoint.event.latin1()));
    const int taken = m_events.value(event, Router::NoRow);
    if (taken == Router::NoRow)
        m_events.insert(event, row.index);
    return taken;
}

int EndpointTable::placePath(const EndpointRow &row, const Place &place)
{
    const int taken = m_router.add(place.method, place.path, int(m_entries.size()));
    if (taken != Router::NoRow)
        return m_entries[size_t(taken)].row;
    m_entries.push_back({row.index, Router::parameterNames(place.path)});
    return Router::NoRow;
}

QString EndpointTable::describe(const EndpointRow &row) const
{
    return u"%1 %2"_s.arg(row.dialect->name(), row.endpoint.name);
}

EndpointTable::Route EndpointTable::findRoute(Method method, QByteArrayView path) const
{
    const Router::Match match = m_router.find(method, path);
    if (match.row == Router::NoRow)
        return {nullptr, {}, match.allowed, soleDialect(match.nearest)};
    const Entry &entry = m_entries[size_t(match.row)];
    Route route{&m_rows[size_t(entry.row)], {}, {}, nullptr};
    for (qsizetype i = 0; i < match.captures.size(); ++i)
        route.captures.insert(entry.captureNames[i], match.captures[i]);
    return route;
}

//! A dialect's rows stand together, so the first and the last of them tell.
const Dialect *EndpointTable::soleDialect(Router::Span entries) const
{
    if (entries.first == Router::NoRow)
        return nullptr;
    const auto dialectOf = [this](int entry) {
        return m_rows[size_t(m_entries[size_t(entry)].row)].dialect;
    };
    const Dialect *const first = dialectOf(entries.first);
    return first == dialectOf(entries.last) ? first : nullptr;
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
