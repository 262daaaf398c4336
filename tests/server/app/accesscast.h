// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/app/rowparams.h"
#include "tests/server/app/world.h"

#include <map>

namespace linnet::test {

//! \brief People, and what is theirs. Alice has a group, in which she has said something secret.
class AccessCast
{
public:
    //! Adds them to \p world with ids from \p first on.
    AccessCast(World &world, qint64 first);

    const UserId alice; //!< The group's administrator.
    const UserId bob; //!< A member of it, who wants to be her friend.
    const UserId carol; //!< Was a member before the secret was told.
    const UserId mallory; //!< Has nothing to do with any of them.
    const UserId dave; //!< Has a chat with Alice, who blocks him.
    const UserId frank; //!< Alice blocks him before they have ever talked.
    const UserId erin; //!< Alice's friend; wants to be the others'.

    ConversationId withDave;

    //! \return things of \p user's; of Alice's, what belongs to the group.
    const Ids &of(UserId user) const { return m_things.at(user); }
    //! \return \p kind of things that Alice, or Bob, has a right to.
    QStringList hers(Resource kind) const;

    //! \return all that nobody but Alice and who may is to change, as it is now.
    QString state() const;
    //! \return of that, who is in the group as what, and what Alice has said there.
    QString groupState() const;

    static constexpr int Size = 7;

private:
    //! A group with \p others and what else there is, \p asker having asked to be a friend.
    Ids give(UserId user, UserId asker, const std::vector<UserId> &others);
    QString openSession(UserId user);
    ConversationId group() const;

    World &m_world;
    std::map<UserId, Ids> m_things;
};

} // namespace linnet::test
