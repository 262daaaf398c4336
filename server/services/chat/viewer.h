// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"

#include <functional>
#include <optional>
#include <vector>

namespace linnet {

struct Stores;

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

    //! \return \p list without the pictures that the viewer may not see. \param userOf whom an
    //! element of it is about, or nobody.
    template <typename T, typename UserOf>
    Result<std::vector<T>> shown(Result<std::vector<T>> list, UserOf userOf)
    {
        if (!list)
            return list;
        for (T &each : *list) {
            User *user = toPointer(std::invoke(userOf, each));
            if (!user)
                continue;
            if (const auto hidden = hidePicture(*user); !hidden)
                return hidden.error();
        }
        return list;
    }

private:
    static User *toPointer(User &user) { return &user; }
    static User *toPointer(std::optional<User> &user) { return user ? &*user : nullptr; }

    Stores &m_stores;
    const UserId m_id;
    std::optional<std::vector<UserId>> m_friends; //!< By rising id; looked up when first needed.
};

} // namespace linnet
