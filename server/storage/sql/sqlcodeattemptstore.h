// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/codeattemptstore.h"

namespace linnet {

class SqlConnection;

class SqlCodeAttemptStore : public CodeAttemptStore
{
public:
    explicit SqlCodeAttemptStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> add(const CodeAttempt &attempt) override;
    Result<> setGuesses(CodeAttemptId id, int guesses) override;
    Result<> setUsed(CodeAttemptId id) override;
    Result<> setUndelivered(CodeAttemptId id) override;
    Result<std::vector<CodeAttempt>> list(const CodeAttemptQuery &query) override;
    Result<qint64> count(const Filter &filter) override;
    Result<std::vector<CodeDelivery>> delivery(const Filter &filter) override;
    Result<> removeBefore(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
