// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/censusstore.h"

namespace linnet {

class SqlConnection;

class SqlCensusStore : public CensusStore
{
public:
    explicit SqlCensusStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Census> take(Timestamp now) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
