// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/exportline.h"
#include "server/services/admin/settingtarget.h"
#include "server/storage/stores.h"

#include <QCoroTask>

#include <deque>
#include <memory>

namespace linnet {

class Database;

//! \brief All that a server has, as JSON lines that are made while they are sent.
//!
//! The first line is a "header"; then come a "setting", "user", "file", "block" and "friendship"
//! each, and each "conversation" with the "member" lines of those who are or were in it, and, where
//! that is asked for, a "message" each in their order, and the "reading" and "star" lines of those.
//! The last one is a "trailer" that counts them: without it the file was cut off. Passwords, keys,
//! tokens and the contents of files are in none. Each page is read by itself: what changes
//! meanwhile may be in it.
class ServerExport
{
public:
    //! \brief How much of it.
    enum class Extent {
        Metadata, //!< All but what people wrote.
        Content,
    };

    //! \brief What is known as it begins.
    struct Begun
    {
        Extent extent = Extent::Metadata;
        QString version; //!< Of the server.
        Timestamp at{};
        std::vector<SettingState> settings;
    };

    //! \p database outlives the export.
    ServerExport(Database &database, Begun begun);

    //! \return the next lines; an empty text: that was all. Holds \p self while it works.
    static QCoro::Task<Result<QByteArray>> next(std::shared_ptr<ServerExport> self);

private:
    enum class Step {
        Header,
        Settings,
        Users,
        Files,
        Blocks,
        Friendships,
        Conversations,
        Trailer,
        Over
    };
    //! \brief What of the conversation at the front comes next.
    enum class Part { Itself, People, Messages, Readings, Stars };

    Result<QByteArray> read(Stores &stores);
    Result<> advance(Stores &stores);
    void addSettings();
    Result<> addUsers(Stores &stores);
    Result<> addFiles(Stores &stores);
    Result<> addBlocks(Stores &stores);
    Result<> addFriendships(Stores &stores);
    Result<> addConversations(Stores &stores);
    Result<> addMembers(Stores &stores, const Conversation &conversation);
    Result<> addMessages(Stores &stores, const Conversation &conversation);
    Result<> addReadings(Stores &stores, const Conversation &conversation);
    Result<> addStars(Stores &stores, const Conversation &conversation);
    void add(const QString &type, QJsonObject line);
    void finishConversation();
    void finishStep() { m_step = Step(int(m_step) + 1); }

    Database &m_database;
    const Begun m_begun;
    Step m_step = Step::Header;
    Part m_part = Part::Itself;
    QByteArray m_lines; //!< That are still to be handed out.
    QJsonObject m_counts; //!< By types.
    std::optional<AccountPlace> m_user; //!< The last one that was read, as those below.
    MediaId m_file;
    Block m_block;
    FriendshipId m_friendship;
    ConversationId m_conversation;
    UserId m_member;
    qint64 m_place = 0; //!< Of a message.
    ReadingStep m_reading;
    Star m_star;
    std::deque<Conversation> m_conversations; //!< A page of them, of which the first is under way.
};

} // namespace linnet
