// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/onetimecodestore.h"

namespace linnet {

class SqlConnection;

class SqlOneTimeCodeStore : public OneTimeCodeStore
{
public:
    explicit SqlOneTimeCodeStore(SqlConnection &connection);

    Result<std::vector<OneTimeCode>> list(CodePurpose purpose,
                                          const Identifier &destination) override;
    Result<> put(const OneTimeCode &code) override;
    Result<bool> update(const OneTimeCode &code) override;
    Result<bool> remove(const OneTimeCode &code) override;
    Result<> removeAll(CodePurpose purpose, const Identifier &destination) override;
    Result<int> used(const CodeBudget &budget) override;
    Result<> spend(const CodeBudget &budget, int count) override;
    Result<std::vector<SpentBudget>> listUsedUp(const QString &name, int most,
                                                const SpentPage &page) override;
    Result<std::vector<ExhaustedCode>> listExhausted(Guesser guesser, int attempts,
                                                     const SpentPage &page) override;
    Result<int> forget(const QString &name, const QString &subject) override;
    Result<> removeExpired(Timestamp time, Timestamp heldBack) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
