// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/exportedfiles.h"
#include "cli/commands/membershipplan.h"
#include "cli/commands/peopleimport.h"

#include <QHash>

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
        ImportLog &log;
        const ExportedFiles &files;
    };

    //! \param source what the messages come from, for the audit log.
    ExportedChats(const Around &around, ImportPlan plan, QString source);

    //! Takes another line, which is a "conversation", "member" or "message". It may be sent later.
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
        //! What its messages are known by on the server: by their ids in the file.
        QHash<QString, QJsonObject> keys = {};
        bool isBegun = false; //!< It has messages, the first of which has come.
        std::vector<ExportFile::Entry> messages = {};
        qsizetype bytes = 0; //!< Of them.
    };

    Result<> takeMember(const ExportFile::Entry &entry);
    Result<> takeMessage(const ExportFile::Entry &entry);
    void remember(Chat &chat, const QJsonObject &message) const;
    Result<> begin(Chat &chat);
    Result<> conclude(Chat &chat);
    Result<> sendWaiting();
    Result<QJsonArray> make(const std::vector<Chat> &chats);
    QJsonObject describe(const Chat &chat) const;
    Result<> settle(Chat &chat, const QJsonObject &outcome);
    Result<> sendMessages(Chat &chat);
    Result<> sendEach(const Chat &chat, const std::vector<ExportFile::Entry> &messages);
    Result<> send(const Chat &chat, const std::vector<ExportFile::Entry> &messages);
    QJsonObject describe(const Chat &chat, const QJsonObject &message) const;
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
