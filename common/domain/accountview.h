// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/erasure.h"
#include "common/domain/filter.h"
#include "common/domain/merger.h"
#include "common/domain/staff.h"
#include "common/domain/suspension.h"
#include "common/domain/user.h"

#include <optional>

namespace linnet {

//! \brief An account as those who run the server see it.
struct AccountView
{
    User user;
    StaffRole role = StaffRole::None;
    std::optional<Suspension> suspension = {}; //!< May be over.
    std::optional<Timestamp> lastSeenAt = {}; //!< In any session that is still known.
    std::optional<Erasure> erasure = {}; //!< Asked for, or done.
    std::optional<Merger> merger = {}; //!< Set if the account was merged into another,
    bool isMerging = false; //!< or still is being merged.
};

//! \brief The same, and how its owner signs in.
struct AccountDetails
{
    AccountView view;
    int activeSessions = 0;
    bool hasPassword = false;
    bool hasSecondFactor = false;
};

enum class AccountState {
    Active,
    Suspended,
    Erasing, //!< It is to be erased.
    Erased,
    Merged, //!< All of it is another account's.
    Merging, //!< All of it becomes another account's.
};

AccountState stateOf(const AccountView &view, Timestamp now);
QLatin1String nameOf(AccountState state);

//! \return what a list of accounts can be asked by.
const FilterFields &accountFields();

//! \brief In which order accounts are listed.
enum class AccountOrder { Newest, Oldest, Name };

//! \return the names of all orders: "-created", which is the newest first, …
QStringList accountOrderNames();
//! \return nothing if there is no such order.
std::optional<AccountOrder> parseAccountOrder(QStringView name);

} // namespace linnet
