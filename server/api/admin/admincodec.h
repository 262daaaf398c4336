// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/groupview.h"
#include "common/domain/views.h"

#include <QJsonObject>

//! \file
//! The shapes in which the administration shows what people have.

namespace linnet::admin {

//! \return \p text, or null if it is empty.
QJsonValue textOrNull(const QString &text);
//! \return \p time, or null if there is none.
QJsonValue timeOrNull(const std::optional<Timestamp> &time);

//! \return what becomes of somebody's account that is to be erased, or was.
QJsonObject erasureObject(const Erasure &erasure);

//! \return an account as lists show it. \param now decides whether its suspension is over.
QJsonObject accountItem(const AccountView &view, Timestamp now);

//! \return an account with all that is known of it.
QJsonObject accountObject(const AccountDetails &details, Timestamp now);

//! \return a group; what is said in it is not told.
QJsonObject groupItem(const GroupView &view);

//! \return who is in a group, and as what.
QJsonObject memberItem(const MemberView &member);

} // namespace linnet::admin
