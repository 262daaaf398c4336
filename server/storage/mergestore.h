// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/mergeprogress.h"
#include "common/domain/merger.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace linnet {

//! \brief How much one step of a merger does at most: others write between two of them.
struct MergeBounds
{
    int rows = 200; //!< That it changes.
    int looks = 1'000; //!< That it reads in search of those.
    int conversations = 10; //!< Whose members have to hear of it.
};

//! \brief What one step of a merger did.
struct MergeStep
{
    MergeProgress progress; //!< From where the next one goes on.
    int rows = 0; //!< That it changed.
    std::vector<ConversationId> conversations = {}; //!< To be looked at again by who is in them.
    std::vector<MessageId> messages = {}; //!< Which are somebody else's now.
};

//! \brief Which accounts were merged into which, and what merging moves from one to the other.
//!
//! It moves a few rows at a time. A conversation changes hands at once: the target is in the
//! source's place before anything else of it moves, and whoever writes goes on writing. The target
//! is in their place as a member, then as who wrote messages and who is named in them. No message
//! gets another place; each that is changed is one change of its conversation, and so is each
//! member. Of two direct chats with the same person the target's own goes on, and the other one is
//! closed and can be read. The chat of source and target is closed and stays as it is.
//!
//! Then the target gets the source's files, sessions, stars, blocks, friends and notifications. Of
//! two friendships with the same person the closer one stays, and a block ends either. What the
//! source reported, and what was reported of it, is the target's at last. What one of the two
//! reported of the other is evidence like the rest, and stays for those who handle it.
class MergeStore
{
public:
    virtual ~MergeStore() = default;

    //! \return nothing unless \p user was merged into somebody, or is being merged.
    virtual Result<std::optional<Merger>> find(UserId user) = 0;
    virtual Result<std::vector<Merger>> list() = 0;
    //! \return whose accounts were merged into that of \p user.
    virtual Result<std::vector<UserId>> listSources(UserId user) = 0;
    //! \return whether one of them still is not wholly.
    virtual Result<bool> isUnderWayInto(UserId user) = 0;

    //! Stores \p merger, and that whoever was merged into its source is merged into its target.
    //! Nobody may add the source to groups any more.
    virtual Result<> put(const Merger &merger) = 0;

    //! \return nothing if \p from was not merged, or before mergers had steps.
    virtual Result<std::optional<MergeProgress>> findProgress(UserId from) = 0;
    //! Puts \p progress, whose merger is stored, in the place of what there was.
    virtual Result<> putProgress(const MergeProgress &progress) = 0;

    //! \return how many of what \p user has, by its name, e.g. "messages": 3. Of reports those that
    //! they made: how often they were reported is nothing that is told beside it.
    virtual Result<QJsonObject> tally(UserId user) = 0;
    //! \return what tally() would be of "source" and "target" after \p merger, but for what they
    //! are known by. May take a while, and writes nothing.
    virtual Result<QJsonObject> forecast(const Merger &merger) = 0;

    //! Does the next step from \p progress on, up to MergePhase::Identity, where it does nothing.
    virtual Result<MergeStep> advance(const Merger &merger, const MergeProgress &progress,
                                      const MergeBounds &bounds) = 0;
};

} // namespace linnet
