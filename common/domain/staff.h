// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QLatin1String>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace linnet {

//! \brief One thing that somebody who runs the server may do, e.g. "sessions.revoke".
enum class Capability {
    UsersRead = 1 << 0,
    UsersWrite = 1 << 1,
    SessionsRead = 1 << 2,
    SessionsRevoke = 1 << 3,
    GroupsRead = 1 << 4,
    GroupsWrite = 1 << 5,
    OtpRead = 1 << 6,
    OtpWrite = 1 << 7,
    AuditRead = 1 << 8,
    ConfigRead = 1 << 9,
    ConfigWrite = 1 << 10,
    StorageRead = 1 << 11,
    StorageWrite = 1 << 12,
    JobsRead = 1 << 13,
    JobsWrite = 1 << 14,
    ReportsHandle = 1 << 15,
    StaffWrite = 1 << 16, //!< Who runs the server with one, and as what.
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

//! \brief A named set of capabilities, each role's within the next one's but for the auditor, who
//! sees all and changes nothing.
enum class StaffRole { None, Auditor, Moderator, Admin, Owner };

//! \return what \p role may do; the owner all that there is.
Capabilities capabilitiesOf(StaffRole role);

//! \return e.g. "users.read", in the order of their declaration.
QStringList namesOf(Capabilities capabilities);

//! \return e.g. "owner"; "none" for somebody who only uses the server.
QLatin1String nameOf(StaffRole role);

//! \return nothing if there is no such role.
std::optional<StaffRole> parseStaffRole(QStringView name);

//! \return the names of all roles, the least powerful first.
QStringList staffRoleNames();

} // namespace linnet
