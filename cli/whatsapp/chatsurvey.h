// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/whatsapp/chatreader.h"
#include "cli/whatsapp/dateorder.h"

#include <QMap>
#include <QSet>

namespace linnet::cli {

//! \brief What is in an exported chat.
struct ChatSurvey
{
    bool isOfIos = false;
    DateOrder order = DateOrder::DayMonthYear;
    QMap<QString, qint64> messages; //!< By who wrote them.
    QSet<QString> attachments;
    qint64 systemLines = 0;
    qint64 omittedFiles = 0; //!< Which the export was told to leave out.
    qint64 cut = 0; //!< Messages longer than any can be.

    qint64 messageCount() const;
};

//! \brief How an exported chat is to be read.
struct ChatReading
{
    QStringList knownNames = {}; //!< See ChatReader.
    std::optional<DateOrder> order = {}; //!< None: it is found out.
    QDate today;
};

//! Reads all of \p device, which is open. \return InvalidInput ("chat_export") for what is no chat;
//! errors of DateOrderFinder::find(); "interrupted".
Result<ChatSurvey> surveyChat(QIODevice &device, const ChatReading &reading);

} // namespace linnet::cli
