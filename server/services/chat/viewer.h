// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"

#include <functional>
#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! Takes away all that others see of \p user but the names.
void leaveTheName(User &user);

//! \brief Somebody who looks at others, within a transaction: what do those let them see and do?
class Viewer
{
public:
    //! \p stores outlive the viewer.
    Viewer(Stores &stores, UserId id)
        : m_stores(stores)
        , m_id(id)
    {}

    //! \return whether \p audience, which \p owner chose, includes the viewer. It always includes
    //! its owner.
    Result<bool> isIn(Audience audience, UserId owner);

    //! Takes the picture of \p user away unless the viewer may see it.
    Result<> hidePicture(User &user);
    //! As above; where one of the two blocks the other, leaves nothing but the name.
    Result<> hide(User &user);

    //! \return \p list without what the viewer may not see of people: see hide(). \param userOf
    //! whom an element of it is about, or nobody.
    template <typename T, typename UserOf>
    Result<std::vector<T>> shown(Result<std::vector<T>> list, UserOf userOf)
    {
        if (!list)
            return list;
        for (T &each : *list) {
            User *user = toPointer(std::invoke(userOf, each));
            if (!user)
                continue;
            if (const auto hidden = hide(*user); !hidden)
                return hidden.error();
        }
        return list;
    }

private:
    Result<bool> isBlocked(UserId other);

    static User *toPointer(User &user) { return &user; }
    static User *toPointer(std::optional<User> &user) { return user ? &*user : nullptr; }

    Stores &m_stores;
    const UserId m_id;
    // By rising id; looked up when first needed.
    std::optional<std::vector<UserId>> m_friends;
    std::optional<std::vector<UserId>> m_blocked; //!< And who block the viewer.
};

} // namespace linnet
