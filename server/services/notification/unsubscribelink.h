// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/domain/mailchoice.h"

#include <QLatin1String>
#include <QString>

#include <optional>

namespace linnet {

class SecretBox;

//! Where the links lead, at every listener: see MailPages.
inline constexpr QLatin1String UnsubscribePath{"/api/v1/mail/unsubscribe"};

//! \brief What a link in a mail ends: one sort of mails to one person.
struct Unsubscription
{
    UserId user;
    NewsMail sort = NewsMail::FriendRequest;
};

//! \return what a link carries, for good: whoever has the mail may end such mails, and nothing
//! else.
QString unsubscribeToken(const Unsubscription &unsubscription, const SecretBox &box);

//! \return nothing if \p token was not made with this key.
std::optional<Unsubscription> parseUnsubscribeToken(const QString &token, const SecretBox &box);

} // namespace linnet
