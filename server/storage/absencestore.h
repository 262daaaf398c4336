// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Somebody who has missed messages.
struct Absence
{
    UserId user;
    Timestamp dueAt{}; //!< When it is looked at whether to tell them.
    std::optional<Timestamp> mailedAt; //!< When they were told last.
};

//! \brief An absence, and what else decides about it.
struct AbsenceView
{
    Absence absence;
    Timestamp lastSeen{}; //!< Of all of their sessions; of who never had one, when they came.
    bool hasUnread = false; //!< An unread notification says that messages wait.
};

//! \brief What somebody has missed in one conversation.
struct Missed
{
    QString name; //!< Of the other one in a direct chat, or of the group.
    qint64 count = 0; //!< Messages of others.
};

//! \brief Which missed messages are asked for.
struct MissedQuery
{
    UserId user;
    Timestamp since{}; //!< What came then or before was not missed.
    Timestamp now{}; //!< What is muted then is left out.
};

//! \brief Who has missed messages, and when they are looked at whether to tell them.
class AbsenceStore
{
public:
    //! Of one conversation no more is counted.
    static constexpr int MostCounted = 1'000;
    //! Of one person no more is listed.
    static constexpr int MostConversations = 100;

    virtual ~AbsenceStore() = default;

    //! Has \p user looked at by \p dueAt: earlier if that was so before.
    virtual Result<> expect(UserId user, Timestamp dueAt) = 0;
    //! Puts \p absence in the place of what there was of the user.
    virtual Result<> put(const Absence &absence) = 0;
    virtual Result<> remove(UserId user) = 0;

    //! \return those that are due at \p now, the longest due first; at most \p most.
    virtual Result<std::vector<AbsenceView>> listDue(Timestamp now, int most) = 0;

    //! \return what the user has not read, where the most came first. Left out is what they have
    //! muted, what those say whom they block, and lines of the system.
    virtual Result<std::vector<Missed>> listMissed(const MissedQuery &query) = 0;
};

} // namespace linnet
