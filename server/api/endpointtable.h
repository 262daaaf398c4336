// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/api/router.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace linnet {

//! \brief An endpoint and whose it is.
struct EndpointRow
{
    Endpoint endpoint;
    const Dialect *dialect = nullptr; //!< Shapes its errors.
    int index = 0; //!< Its place in the table, e.g. for counters.
};

//! \brief Everything clients can ask for. Immutable, and used from every I/O thread.
class EndpointTable
{
public:
    struct Route
    {
        const EndpointRow *row = nullptr;
        QJsonObject captures; //!< By name, as strings.
        std::vector<Method> allowed; //!< When there is no row: what the path would take.
        //! When there is no row: the only dialect with paths that begin like this one, if any.
        const Dialect *dialect = nullptr;
    };

    //! \p dialects outlive the table. \return an error that names the rows if two share a place.
    static Result<std::unique_ptr<const EndpointTable>> make(
        const std::vector<Dialect *> &dialects);

    Route findRoute(Method method, QByteArrayView path) const;

    //! \return null if \p dialect has no such event.
    const EndpointRow *findEvent(const Dialect *dialect, const QByteArray &event) const;

    //! \return null if there is none of that name.
    const Dialect *findDialect(QStringView name) const;

    const std::vector<EndpointRow> &rows() const { return m_rows; }

    const std::vector<const Dialect *> &dialects() const { return m_dialects; }

private:
    //! \brief One method and path of a row.
    struct Entry
    {
        int row = 0;
        QStringList captureNames; //!< Of the path's parameters, in order.
    };

    EndpointTable() = default;
    //! \return what is wrong, or nothing.
    QString place(const EndpointRow &row);
    //! \return the row that is there already, or Router::NoRow.
    int placeEvent(const EndpointRow &row);
    int placePath(const EndpointRow &row, const Place &place);
    const Dialect *soleDialect(Router::Span entries) const;
    QString describe(const EndpointRow &row) const;

    std::vector<EndpointRow> m_rows;
    std::vector<const Dialect *> m_dialects;
    std::vector<Entry> m_entries; //!< What the router's numbers mean: in the order of the rows.
    Router m_router;
    QHash<std::pair<const Dialect *, QByteArray>, int> m_events;
};

} // namespace linnet
