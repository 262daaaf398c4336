// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
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
};

//! \brief Profiles, and finding people.
class PeopleService
{
public:
    static constexpr int MostFound = 20;
    static constexpr int MostContacts = 1'000;

    explicit PeopleService(ChatContext context);

    QCoro::Task<Result<User>> find(UserId user);

    QCoro::Task<Result<User>> change(UserId user, ProfileChange change);

    //! \return people whose name or phone number contains \p text, not \p user; a blank text and a
    //! lone plus mean everybody. At most MostFound.
    QCoro::Task<Result<std::vector<User>>> search(UserId user, QString text);

    //! \return those of \p phones that are registered, not \p user. Blanks and punctuation in a
    //! number do not matter; what is no number in international form is nobody's.
    QCoro::Task<Result<std::vector<User>>> findContacts(UserId user, QStringList phones);

private:
    Result<User> store(Stores &stores, UserId user, const ProfileChange &change) const;

    const ChatContext m_context;
};

} // namespace linnet
