// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/absencestore.h"

namespace linnet {

class SqlConnection;

class SqlAbsenceStore : public AbsenceStore
{
public:
    explicit SqlAbsenceStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> expect(UserId user, Timestamp dueAt) override;
    Result<> put(const Absence &absence) override;
    Result<> remove(UserId user) override;
    Result<std::vector<AbsenceView>> listDue(Timestamp now, int most) override;
    Result<std::vector<Missed>> listMissed(const MissedQuery &query) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
