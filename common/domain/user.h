// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/privacy.h"

#include <QString>

namespace linnet {

//! \brief A person's account, as others may see it.
struct User
{
    UserId id;
    QString phone; //!< Verified, E.164; empty if the account has none.
    QString email = {}; //!< In lower case; empty if the account has none.
    QString username = {}; //!< As the person writes it; empty if the account has none.
    QString displayName;
    QString avatarUrl;
    QString statusText;
    QString bio = {};
    Privacy privacy = {}; //!< Services keep to it: what they hand out for others is cut already.
    bool isEmailVerified = false; //!< false: anybody might have written that address.
    Timestamp createdAt{};
    Timestamp updatedAt{};
    QString language = {}; //!< Of their mails, e.g. "pt-BR"; empty: they have not said.

    friend bool operator==(const User &, const User &) = default;
};

} // namespace linnet
