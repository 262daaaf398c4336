// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/identifier.h"
#include "common/domain/user.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! \brief What to change of a profile; what is not set stays.
struct ProfileChange
{
    std::optional<QString> displayName;
    std::optional<QString> avatarUrl;
    std::optional<QString> statusText;
    std::optional<QString> username = {};
    std::optional<QString> bio = {};
    std::optional<QString> language = {}; //!< Of mails to them; empty: they do not say any more.
};

//! \brief Profiles, and finding people.
class PeopleService
{
public:
    static constexpr int MostFound = 20;
    static constexpr int MostListed = 1'000;
    //! Looked up in one transaction; an address book may have more.
    static constexpr int ContactsAtOnce = 1'000;

    explicit PeopleService(ChatContext context);

    //! \return all of the profile, for its owner; for others there is show().
    QCoro::Task<Result<User>> find(UserId user);

    QCoro::Task<Result<User>> findByIdentifier(Identifier identifier);

    //! \return a page of everybody, in the order in which they came, as \p viewer may see them:
    //! themselves, too, but not those they block or who block them.
    //! \param after the last one of the page before; null: from the start.
    //! \param limit at most MostListed are given.
    QCoro::Task<Result<std::vector<User>>> list(UserId viewer, UserId after = {},
                                                int limit = MostListed);

    //! \return the profile of \p user as \p viewer may see it; NotFound for those they block.
    QCoro::Task<Result<User>> show(UserId viewer, UserId user);

    //! Errors: "username_invalid", and those of the rules.
    static Result<> check(const ProfileChange &change);

    //! Errors: those of check(), "username_taken".
    QCoro::Task<Result<User>> change(UserId user, ProfileChange change);

    //! \return people whose name, user name or phone number contains \p text or whose e-mail
    //! address it is, not \p user; a blank text and a lone plus mean everybody. At most MostFound.
    QCoro::Task<Result<std::vector<User>>> search(UserId user, QString text);

    //! \return those of \p phones that are registered, not \p user. Blanks and punctuation in a
    //! number do not matter; what is no number in international form is nobody's.
    QCoro::Task<Result<std::vector<User>>> findContacts(UserId user, QStringList phones);

private:
    Result<User> store(Stores &stores, UserId user, const ProfileChange &change) const;

    const ChatContext m_context;
};

} // namespace linnet
