// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"
#include "common/domain/user.h"
#include "server/storage/stores.h"

#include <QSet>

#include <optional>

namespace linnet {

//! \brief Whom codes and links to a phone number or an e-mail address reach.
struct Addressee
{
    std::optional<User> user; //!< Who has the identifier, if anybody does.
    QSet<QString> homes; //!< As homeNetworks(). None of who only claims the identifier.

    UserId id() const { return user ? user->id : UserId(); }
};

//! \return whom \p identifier reaches at \p now.
Result<Addressee> addresseeOf(Stores &stores, const Identifier &identifier, Timestamp now);

} // namespace linnet
