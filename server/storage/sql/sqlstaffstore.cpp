// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlstaffstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

Result<std::vector<StaffMember>> SqlStaffStore::list()
{
    return Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("a.") R"(, a.staff_role
        FROM account a WHERE a.staff_role > 0 ORDER BY a.staff_role DESC, a.id)")
        .fetch([](const SqlRow &row) {
            return StaffMember{toUser(row), fromCode<StaffRole>(row.number(UserColumns))};
        });
}

Result<StaffRole> SqlStaffStore::roleOf(UserId user)
{
    return required(Statement(m_connection, "SELECT staff_role FROM account WHERE id = ?")
                        .bind(user)
                        .one([](const SqlRow &row) { return fromCode<StaffRole>(row.number(0)); }),
                    noSuchUser());
}

Result<> SqlStaffStore::setRole(UserId user, StaffRole role)
{
    const auto changed =
        changedAny(Statement(m_connection, "UPDATE account SET staff_role = ? WHERE id = ?")
                       .bind(toCode(role), user)
                       .run());
    if (!changed)
        return changed.error();
    if (!*changed)
        return noSuchUser();
    return {};
}

} // namespace linnet
