// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/globaloptions.h"
#include "common/core/result.h"

namespace linnet::cli {

//! \brief What somebody typed, understood.
struct ParsedCommand
{
    qsizetype command = -1; //!< Its place among the declarations; -1: none was named in full.
    QString topic; //!< The words that were recognised: what help is wanted of.
};

//! \brief Reads the words after the program's name.
//!
//! Their values go where \p declarations and \p globals say. Where help or the version is wanted,
//! nothing needs to be whole.
Result<ParsedCommand> parseCommand(const QStringList &words, const QList<Declaration> &declarations,
                                   GlobalOptions &globals);

} // namespace linnet::cli
