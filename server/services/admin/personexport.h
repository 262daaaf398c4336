// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/media.h"
#include "server/services/admin/zipwriter.h"
#include "server/storage/stores.h"

#include <QCoroTask>

#include <QFile>

#include <deque>
#include <limits>
#include <memory>
#include <utility>

namespace linnet {

class BlobStore;
class CpuPool;
class Database;

//! \brief A zip of what the server has of one person, made while it is sent.
//!
//! profile.json (with what they chose), sessions.ndjson (also those that ended), people.ndjson
//! (friends, requests and blocks), conversations.ndjson (who with, and when; not what others
//! wrote), messages.ndjson (what they wrote themselves), stars.ndjson, readings.ndjson (when they
//! read what), notifications.ndjson, reports.ndjson (what they reported), and their files below
//! media/ with media.ndjson. Each page is read by itself: what changes meanwhile may be in it.
class PersonExport
{
public:
    //! \brief What it works with. All of it outlives the export.
    struct Around
    {
        Database &database;
        BlobStore &blobs;
        CpuPool &pool;
    };

    PersonExport(const Around &around, AccountDetails person, Timestamp at);

    //! \return the next piece of the zip; an empty one: that was all. Holds \p self while it works.
    static QCoro::Task<Result<QByteArray>> next(std::shared_ptr<PersonExport> self);

private:
    //! \brief Some of a member of the zip.
    struct Part
    {
        QByteArray member;
        QByteArray bytes;
    };
    enum class Step {
        Profile,
        Sessions,
        Blocked,
        Friends,
        Conversations,
        Messages,
        Stars,
        Readings,
        Notifications,
        Reports,
        Media,
        Files,
        Over
    };

    using Reads = Result<QByteArray> (PersonExport::*)(Stores &);

    static std::pair<QByteArray, Reads> partOf(Step step);
    static QCoro::Task<Result<QByteArray>> advance(std::shared_ptr<PersonExport> self);
    Result<Part> read(Stores &stores);
    template <typename List, typename Line>
    Result<QByteArray> readPages(List list, Line line);
    Result<QByteArray> readProfile(Stores &stores);
    Result<QByteArray> readSessions(Stores &stores);
    Result<QByteArray> readBlocked(Stores &stores);
    Result<QByteArray> readFriends(Stores &stores);
    Result<QByteArray> readConversations(Stores &stores);
    Result<std::optional<UserId>> otherIn(Stores &stores, const Conversation &conversation);
    Result<QByteArray> readMessages(Stores &stores);
    Result<QByteArray> readStars(Stores &stores);
    Result<QByteArray> readReadings(Stores &stores);
    Result<QByteArray> readNotifications(Stores &stores);
    Result<QByteArray> readReports(Stores &stores);
    Result<QByteArray> readMedia(Stores &stores);
    Result<> keepFile(Stores &stores, const QString &url);
    Result<QByteArray> pack(const Part &part);
    Result<Part> readFile();

    const Around m_around;
    const AccountDetails m_person;
    const UserId m_user;
    const Timestamp m_at;
    ZipWriter m_zip;
    Step m_step = Step::Profile;
    bool m_isStepOver = true; //!< The next page is another step's.
    QByteArray m_member; //!< That is being written.
    std::optional<SessionPlace> m_session;
    UserId m_blocked;
    FriendshipId m_friendship;
    ConversationId m_conversation;
    Star m_star;
    ExportedReading m_reading;
    NotificationId m_notification{std::numeric_limits<qint64>::max()};
    Timestamp m_time{}; //!< Of the last message that was read.
    int m_messagePage = 0;
    ReportId m_report; //!< The last one that was read.
    std::deque<Media> m_files; //!< What messages and the profile show, and is theirs.
    std::unique_ptr<QFile> m_file;
};

} // namespace linnet
