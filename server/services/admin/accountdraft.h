// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/identifier.h"
#include "common/domain/mailchoice.h"
#include "common/domain/staff.h"
#include "common/domain/user.h"

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! \brief What people say of themselves and have chosen, brought in from elsewhere. What is not set
//! stays.
struct PastProfile
{
    std::optional<QString> status = {};
    std::optional<QString> bio = {};
    std::optional<QString> language = {};
    std::optional<Privacy> privacy = {};
    std::optional<MailChoice> mails = {};
};

//! \brief What an account is to be that somebody makes for somebody else.
struct AccountDraft
{
    //! \brief Whether anybody knows that the e-mail address is the person's.
    enum class EmailIs { Proven, Claimed };

    QString name;
    QString phone = {}; //!< Empty: none, as below.
    QString email = {};
    QString username = {};
    StaffRole role = StaffRole::None;
    EmailIs emailIs = EmailIs::Proven;
    PastProfile profile = {};
};

//! \brief What to change of an account; what is not set stays, and what is empty is taken away.
struct AccountEdit
{
    std::optional<QString> name = {}; //!< Not to be taken away.
    std::optional<QString> phone = {};
    std::optional<QString> email = {};
    std::optional<QString> username = {};
    PastProfile profile = {};
};

//! \return \p user with what \p edit says, in the form in which it is stored: an administrator who
//! gives somebody an address vouches for it. An InvalidInput error names the field that is wrong.
//! Who is left without a phone number and an e-mail address could not sign in.
Result<User> edited(User user, const AccountEdit &edit);

//! \brief Something that an account is known by, as no other is.
struct AccountName
{
    QLatin1String field;
    Identifier identifier;
    QLatin1String code; //!< Of the error that says that another account has it.
};

//! \return all that \p user is known by, the surest first.
std::vector<AccountName> namesOf(const User &user);

//! \return what says that another account has \p name: Conflict.
Error taken(const AccountName &name);

//! Within a transaction: \return Conflict ("phone_taken", "email_taken", "username_taken") if
//! another account has what \p user is called.
Result<> requireUntaken(Stores &stores, const User &user);

} // namespace linnet
