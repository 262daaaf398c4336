// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace linnet::cli {

//! \brief A file that a message of an export names.
struct ChatAttachment
{
    QString name; //!< Of the file, without a folder.
    QString caption;
};

//! \return what \p text, the whole of a message, names in any of the languages of WhatsApp that are
//! known; nothing: it is only text.
std::optional<ChatAttachment> parseAttachment(const QString &text);

//! \return whether \p text stands for a file that the export was told to leave out.
bool isOmittedFile(const QString &text);

} // namespace linnet::cli
