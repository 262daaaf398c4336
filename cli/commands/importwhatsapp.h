// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/output/console.h"
#include "cli/whatsapp/chatimport.h"
#include "cli/whatsapp/chatsurvey.h"

namespace linnet::cli {

//! \brief Brings a chat that WhatsApp exported into a conversation.
class ImportWhatsApp : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    //! \brief What is imported, and where to.
    struct Task
    {
        ApiClient &api;
        ChatArchive &archive;
        const ChatPeople &people;
        const ChatSurvey &survey;
        QTimeZone zone;
        QString conversation = {}; //!< Empty: a group that is only to be made.
    };

    Result<> checkOptions(Invocation &invocation) const;
    Result<ChatPeople> readPeople() const;
    Result<ChatSurvey> survey(const ChatArchive &archive, const ChatPeople &people) const;
    Result<> import(Invocation &invocation, Task &task) const;
    //! Says what is in the chat, and asks the server nothing.
    Result<> look(Invocation &invocation, Task &task) const;
    void noteHowToGoOn(Console &console, const QString &conversation) const;
    Result<QString> beginGroup(Task &task) const;
    Result<> openGroup(const Task &task) const;
    Result<> send(Invocation &invocation, Task &task, ChatImport &chat,
                  HistorySender &sender) const;
    Result<> conclude(Invocation &invocation, const Task &task, const ChatTotals &totals,
                      const HistorySender::Counts &counts) const;

    QString m_file;
    QString m_into;
    QString m_newGroup;
    QString m_owner;
    QStringList m_map;
    QString m_mapFile;
    QString m_others;
    QString m_dateOrder;
    QString m_timeZone = QStringLiteral("UTC");
    bool m_isForReal = false;
};

} // namespace linnet::cli
