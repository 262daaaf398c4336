// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"
#include "common/domain/conversation.h"
#include "common/domain/listquery.h"

namespace linnet {

//! \brief A group as those who run the server see it: what is said in it is not their business.
struct GroupView
{
    Conversation group;
    QString ownerName; //!< Of its Conversation::createdBy.
    int members = 0; //!< At present.
};

//! \brief What can be done in a group. One that nobody is in has been dissolved.
enum class GroupState { Active, Frozen, Dissolved };

GroupState stateOf(const GroupView &view);
QLatin1String nameOf(GroupState state);

//! \return what somebody hears who writes in a frozen group: Forbidden ("group_frozen").
Error groupFrozen();

//! \return what a list of groups can be asked by.
const FilterFields &groupFields();

//! \return what a list of groups can be sorted by.
const SortKeys &groupKeys();
//! \return where \p view stands in a list of that order.
ListPlace placeOf(const GroupView &view, const ListOrder &order);

//! \return "member" or "admin".
QLatin1String nameOf(Role role);
//! \return nothing if there is no such role.
std::optional<Role> parseRole(QStringView name);
//! \return the names of all roles in a group.
QStringList roleNames();

} // namespace linnet
