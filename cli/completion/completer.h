// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/contextstore.h"

#include <QStringList>

namespace linnet::cli {

//! The word that shells put before what was typed, to hear what the last word may become. It is
//! for no people, so help does not list it.
inline const QString CompletionWord = QStringLiteral("__complete");

//! \return what the last one of \p words, which come after the program's name, may become: a line
//! for each word, with what it is about after a tab; ":files" or ":folders" for the names of those;
//! nothing where nothing is known.
QByteArray completionsOf(const QStringList &words, const ContextStore &contexts);

} // namespace linnet::cli
