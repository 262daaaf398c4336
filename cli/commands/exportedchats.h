// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/chatplaces.h"
#include "cli/commands/exportedfiles.h"
#include "cli/commands/exportedties.h"
#include "cli/commands/membershipplan.h"
#include "cli/commands/peopleimport.h"

#include <optional>

namespace linnet::cli {

//! \brief Makes the conversations that a file names, and brings in what was said in them.
//!
//! Of a group that history goes into nobody reads what was said when they were not in it.
class ExportedChats
{
public:
    //! \brief What it works with, which outlives it.
    struct Around
    {
        ApiClient &api;
        const PeopleImport &people;
        ExportedTies &ties;
        ImportLog &log;
        const ExportedFiles &files;
    };

    //! \param source what the messages come from, for the audit log.
    ExportedChats(const Around &around, ImportPlan plan, QString source);

    //! Takes another line, which is a "conversation", "member", "message", "reading" or "star". It
    //! may be sent later.
    Result<> take(const ExportFile::Entry &entry);
    //! Sends what was taken: there are no more lines.
    Result<> finish();

private:
    //! \brief A conversation, and what of its messages is still to be sent.
    struct Chat
    {
        ExportFile::Entry entry;
        MembershipPlan members = {};
        int strangers = 0; //!< Members who are not on the server.
        QString id = {}; //!< On the server; empty: it is not there.
        ChatPlaces places = {};
        bool isBegun = false; //!< It has messages, the first of which has come.
        bool isTold = false; //!< The last of them was sent.
        std::vector<ExportFile::Entry> messages = {};
        qsizetype bytes = 0; //!< Of them.
    };

    Result<Chat *> chatOf(const ExportFile::Entry &entry);
    Result<> takeConversation(const ExportFile::Entry &entry);
    Result<> takeMember(Chat &chat, const ExportFile::Entry &entry);
    Result<bool> isWanted(Chat &chat, const ExportFile::Entry &entry);
    Result<> takeMessage(Chat &chat, const ExportFile::Entry &entry);
    Result<> takeTie(Chat &chat, const ExportFile::Entry &entry);
    Result<> leaveOut(const ExportFile::Entry &message);
    Result<> queue(Chat &chat, const ExportFile::Entry &message);
    void remember(Chat &chat, const QJsonObject &message) const;
    Result<> finishMessages(Chat &chat);
    Result<> begin(Chat &chat);
    Result<> conclude(Chat &chat);
    Result<> sendWaiting();
    Result<QJsonArray> make(const std::vector<Chat> &chats);
    Result<QJsonArray> ask(const QJsonArray &conversations, const QString &onConflict);
    Result<QJsonArray> makeEach(const std::vector<Chat> &chats, const Error &problem);
    QJsonObject describe(const Chat &chat) const;
    Result<> settle(Chat &chat, const QJsonObject &outcome);
    Result<> sendMessages(Chat &chat, const QJsonArray &marks = {});
    Result<> sendEach(const Chat &chat, const std::vector<ExportFile::Entry> &messages,
                      const QJsonArray &marks);
    Result<> send(const Chat &chat, const std::vector<ExportFile::Entry> &messages,
                  const QJsonArray &marks);
    Result<> move(const Chat &chat, const MembershipPlan::Moves &moves);
    Result<QJsonObject> post(const QString &what, const QJsonObject &body) const;
    //! \return what came of \p chat if it cannot be asked for.
    std::optional<QJsonObject> obstacle(const Chat &chat) const;
    bool isRehearsal() const { return m_plan.mode == UserImport::Mode::Rehearsal; }

    const Around m_around;
    const ImportPlan m_plan;
    const QString m_source;
    std::optional<Chat> m_chat; //!< The one whose lines come in.
    std::vector<Chat> m_waiting; //!< That have no messages, to be sent together.
};

} // namespace linnet::cli
