// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "common/core/result.h"

namespace linnet::cli {

//! Takes the options that \p words begin with, up to the first word that is none of \p options.
//! \return the words from there on.
Result<QStringList> takeOptions(const QStringList &words, const QList<Option> &options);

//! Takes all of \p words as \p options and \p arguments, in any order; after "--" there are
//! arguments only.
Result<> takeAll(const QStringList &words, const QList<Option> &options,
                 const QList<Argument> &arguments);

} // namespace linnet::cli
