// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/whatsapp/chatlines.h"
#include "cli/whatsapp/chatstamp.h"

#include <QStringList>

namespace linnet::cli {

//! \brief One message of an export, or a line about what happened.
struct ChatEntry
{
    enum class Kind {
        Message,
        System, //!< Nobody's: who joined, what the group is called, that it is encrypted.
    };

    Kind kind = Kind::Message;
    ChatStamp stamp;
    QString sender; //!< Empty for what is nobody's.
    QString text; //!< All that was written, what stands for a file included.
    QString attachment; //!< The name of the file that belongs to it; empty: none.
    QString caption; //!< What was written to the file.
    bool isFileOmitted = false; //!< There was a file, which the export was told to leave out.
    bool isCut = false; //!< It was longer than any message can be.
};

//! \brief Reads an exported chat, of Android or iOS, message by message.
class ChatReader
{
public:
    static constexpr qsizetype MostText = 65'536; //!< UTF-16 units.

    //! \p device is open, and outlives the reader. \param knownNames of people: those with a colon
    //! in them cannot be told from what is said otherwise.
    explicit ChatReader(QIODevice &device, const QStringList &knownNames = {});

    //! \return the next one; nothing: there is none. What comes before the first is left out.
    std::optional<ChatEntry> next();

    //! \return whether any line so far began as those of iOS do.
    bool isBracketed() const { return m_isBracketed; }

private:
    std::optional<ChatEntry> begin(const QString &line);
    void splitSender(ChatEntry &entry, const QString &rest) const;
    void append(ChatEntry &entry, const QString &line) const;
    void finish(ChatEntry &entry) const;

    ChatLines m_lines;
    QStringList m_known; //!< With a colon in them, the longest first.
    std::optional<ChatEntry> m_begun;
    bool m_isBracketed = false;
};

} // namespace linnet::cli
