// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"

#include <QJsonObject>

#include <optional>

//! \brief The shapes of paths and events that several families share: with the names of all.
//!
//! \c origin is where the client reached the server: their pages show pictures by absolute URLs.
namespace linnet {

//! \return what pages call \p status.
QLatin1String pageStatusName(DeliveryStatus status);

//! \return what pages show of a person, who may have no user name.
QString shownName(const User &user);
//! \return \p name; nothing if it is what \p user is shown as, which forms send back unchanged.
std::optional<QString> otherName(const std::optional<QString> &name, const User &user);

QJsonObject mergedUser(const User &user, const QString &origin);

//! What everybody may know of whoever did something.
QJsonObject mergedSender(const User &user, const QString &origin);

//! \param receiver of a direct chat; null: there is no single one.
QJsonObject mergedMessage(const Message &message, const User &sender, UserId receiver,
                          const QString &origin);
QJsonObject mergedMessage(const MessageView &view, UserId receiver, const QString &origin);

//! \return whom a message of \p sender is for: the other of the two \p members of a direct chat.
//! Null in a group, which is one by its \p title, and where there is nobody else.
UserId receiverOf(UserId sender, const std::vector<UserId> &members, const QString &title);

} // namespace linnet
