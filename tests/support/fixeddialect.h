// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::test {

//! \brief A dialect of given rows whose errors show their code and their message.
class FixedDialect : public Dialect
{
public:
    FixedDialect(QLatin1String name, QList<Endpoint> rows)
        : m_name(name)
        , m_rows(std::move(rows))
    {}

    QLatin1String name() const override { return m_name; }
    QList<Endpoint> endpoints() override { return m_rows; }
    std::vector<SocketEvent> encode(const Event &) const override { return {}; }
    QJsonObject errorBody(const Error &error) const override
    {
        return {{QStringLiteral("dialect"), m_name},
                {QStringLiteral("error"), error.code},
                {QStringLiteral("message"), error.message}};
    }
    QJsonObject errorAcknowledgement(const Error &error) const override { return errorBody(error); }
    QString connectError(const Error &error) const override { return error.message; }

private:
    QLatin1String m_name;
    QList<Endpoint> m_rows;
};

} // namespace linnet::test
