// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/staff.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct NamedCapability
{
    Capability capability;
    QLatin1String name;
};

constexpr std::array AllCapabilities = {
    NamedCapability{Capability::UsersRead, "users.read"_L1},
    NamedCapability{Capability::UsersWrite, "users.write"_L1},
    NamedCapability{Capability::SessionsRead, "sessions.read"_L1},
    NamedCapability{Capability::SessionsRevoke, "sessions.revoke"_L1},
    NamedCapability{Capability::GroupsRead, "groups.read"_L1},
    NamedCapability{Capability::GroupsWrite, "groups.write"_L1},
    NamedCapability{Capability::OtpRead, "otp.read"_L1},
    NamedCapability{Capability::OtpWrite, "otp.write"_L1},
    NamedCapability{Capability::AuditRead, "audit.read"_L1},
    NamedCapability{Capability::ConfigRead, "config.read"_L1},
    NamedCapability{Capability::ConfigWrite, "config.write"_L1},
    NamedCapability{Capability::StorageRead, "storage.read"_L1},
    NamedCapability{Capability::StorageWrite, "storage.write"_L1},
    NamedCapability{Capability::JobsRead, "jobs.read"_L1},
    NamedCapability{Capability::JobsWrite, "jobs.write"_L1},
    NamedCapability{Capability::ReportsHandle, "reports.handle"_L1},
    NamedCapability{Capability::StaffWrite, "staff.write"_L1},
};

struct NamedRole
{
    StaffRole role;
    QLatin1String name;
};

constexpr std::array Roles = {
    NamedRole{StaffRole::None, "none"_L1},           NamedRole{StaffRole::Auditor, "auditor"_L1},
    NamedRole{StaffRole::Moderator, "moderator"_L1}, NamedRole{StaffRole::Admin, "admin"_L1},
    NamedRole{StaffRole::Owner, "owner"_L1},
};

const Capabilities Reading = Capability::UsersRead | Capability::SessionsRead
    | Capability::GroupsRead | Capability::OtpRead | Capability::AuditRead | Capability::ConfigRead
    | Capability::StorageRead | Capability::JobsRead;

const Capabilities Moderating = Capability::UsersRead | Capability::SessionsRead
    | Capability::SessionsRevoke | Capability::GroupsRead | Capability::GroupsWrite
    | Capability::ReportsHandle;

const Capabilities Administering = Reading | Moderating | Capability::UsersWrite
    | Capability::OtpWrite | Capability::ConfigWrite | Capability::StorageWrite
    | Capability::JobsWrite;

} // namespace

Capabilities capabilitiesOf(StaffRole role)
{
    switch (role) {
    case StaffRole::None:
        return {};
    case StaffRole::Auditor:
        return Reading;
    case StaffRole::Moderator:
        return Moderating;
    case StaffRole::Admin:
        return Administering;
    case StaffRole::Owner:
        return Administering | Capability::StaffWrite;
    }
    Q_UNREACHABLE();
}

QStringList namesOf(Capabilities capabilities)
{
    QStringList names;
    for (const NamedCapability &each : AllCapabilities) {
        if (capabilities.testFlag(each.capability))
            names.append(each.name);
    }
    return names;
}

QLatin1String nameOf(StaffRole role)
{
    return Roles.at(size_t(role)).name;
}

std::optional<StaffRole> parseStaffRole(QStringView name)
{
    for (const NamedRole &each : Roles) {
        if (each.name == name)
            return each.role;
    }
    return std::nullopt;
}

QStringList staffRoleNames()
{
    QStringList names;
    for (const NamedRole &each : Roles)
        names.append(each.name);
    return names;
}

} // namespace linnet
