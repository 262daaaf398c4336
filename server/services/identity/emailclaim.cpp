// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/emailclaim.h"

#include "common/domain/notfound.h"

namespace linnet {

bool isProven(const User &user, const Identifier &identifier)
{
    return identifier.kind != Identifier::Kind::Email || user.isEmailVerified;
}

bool isOpenedByMail(const User &user)
{
    return user.isEmailVerified || user.phone.isEmpty();
}

Result<User> giveToOwner(Stores &stores, const User &user, const Identifier &email, Timestamp now)
{
    if (!user.isEmailVerified) {
        if (const auto removed = stores.passwords.remove(user.id); !removed)
            return removed.error();
        if (const auto removed = stores.secondFactors.remove(user.id); !removed)
            return removed.error();
    }
    const auto given = proveEmail(stores, user, email, now);
    if (!given)
        return given.error();
    return given->value_or(user);
}

Error signInAgain()
{
    return {Error::Kind::Unavailable, QLatin1String("sign_in_again"),
            QStringLiteral("Please try again.")};
}

Result<std::optional<User>> releaseClaim(Stores &stores, const Identifier &identifier, UserId owner)
{
    auto holder = stores.accounts.findByIdentifier(identifier);
    if (!holder && holder.error().kind != Error::Kind::NotFound)
        return holder.error();
    if (!holder || holder->id == owner)
        return std::optional<User>();
    if (isProven(*holder, identifier) || isOpenedByMail(*holder))
        return signInAgain(); // That is so since we looked; what we have signed is for nobody.
    if (const auto taken = stores.accounts.setEmail(holder->id, {}, {}); !taken)
        return taken.error();
    holder->email.clear();
    return std::optional(*holder);
}

Result<std::optional<User>> proveEmail(Stores &stores, const User &user, const Identifier &email,
                                       Timestamp now)
{
    auto current = stores.accounts.find(user.id);
    if (!current)
        return current.error();
    if (current->email != email.value)
        return noSuchUser();
    if (current->isEmailVerified)
        return std::optional<User>();
    if (const auto proven = stores.accounts.setEmail(user.id, email.value, now); !proven)
        return proven.error();
    current->isEmailVerified = true;
    return std::optional(*current);
}

} // namespace linnet
