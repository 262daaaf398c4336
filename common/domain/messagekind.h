// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/message.h"

#include <QLatin1String>
#include <QStringView>

#include <optional>

namespace linnet {

//! \return e.g. "text".
QLatin1String nameOf(MessageKind kind);
//! \return nothing if there is no such kind.
std::optional<MessageKind> parseMessageKind(QStringView name);

//! \return e.g. "began".
QLatin1String nameOf(Membership membership);
//! \return nothing if there is no such word.
std::optional<Membership> parseMembership(QStringView name);

} // namespace linnet
