// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace linnet {

//! \brief How many files there are, and what they take.
struct MediaTotals
{
    qint64 files = 0; //!< That can be read.
    qint64 namedBytes = 0; //!< As if each had bytes of its own.
    qint64 storedBytes = 0; //!< As they are stored: once for all files of the same content.
    qint64 thumbnails = 0; //!< Each once, too.
    qint64 removed = 0; //!< Files that were removed, and of which the rest is still known.
};

//! \brief What files are put together by.
enum class UsageBy { User, Conversation, Type, Age };

//! \brief What some files have in common, and what they take.
struct MediaShare
{
    QString key; //!< An id, a type of content, or an age; empty: in no conversation.
    QString label; //!< What the one with that id is called; empty: nothing.
    qint64 files = 0;
    qint64 namedBytes = 0; //!< As in MediaTotals.
    qint64 storedBytes = 0; //!< The same content counts once in each share that it is in.

    friend bool operator==(const MediaShare &, const MediaShare &) = default;
};

//! \brief What takes the room, the largest first.
struct MediaUsage
{
    std::vector<MediaShare> shares;
    MediaShare rest; //!< All that are not in the list, together.
    qint64 restCount = 0; //!< How many those are.
};

//! \return "user", "conversation", "type" or "age".
QLatin1String nameOf(UsageBy by);
//! \return nothing if files are not put together by that.
std::optional<UsageBy> parseUsageBy(QStringView name);
QStringList usageByNames();

} // namespace linnet
