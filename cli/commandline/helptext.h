// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

//! \return how \p topic is used: a command, a noun with its verbs, or, where it is empty, all of
//! it.
QString helpText(const QString &topic, const QList<Declaration> &declarations,
                 const QList<Option> &globals);

} // namespace linnet::cli
