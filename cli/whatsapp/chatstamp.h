// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTime>

#include <array>
#include <optional>

namespace linnet::cli {

//! \brief When a message of an export was written, as its line has it: which number is the day,
//! only all lines together tell.
struct ChatStamp
{
    std::array<int, 3> date{}; //!< As written, from left to right.
    bool hasYearFirst = false; //!< The first number has four digits.
    bool hasYearLast = false; //!< The last one has.
    QTime time;

    friend bool operator==(const ChatStamp &, const ChatStamp &) = default;
};

//! \brief The beginning of a line that begins a message.
struct ChatHead
{
    ChatStamp stamp;
    bool isBracketed = false; //!< "[31.12.21, 21:05:12] ", as iOS has it.
    qsizetype length = 0; //!< Of what comes before the sender.
};

//! \return nothing if \p line does not begin a message, but goes on with one.
std::optional<ChatHead> parseChatHead(const QString &line);

//! \return whether \p c is a mark that exports put around names and numbers, and nobody sees.
bool isInvisibleMark(QChar c);

} // namespace linnet::cli
