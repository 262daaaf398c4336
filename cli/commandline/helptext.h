// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

//! \return how \p topic is used: a command, a noun with its verbs, or, where it is empty, all of
//! it.
QString helpText(const QString &topic, const QList<Declaration> &declarations,
                 const QList<Option> &globals);

//! \return how usage shows \p argument, e.g. "[ID…]": several, or none.
QString usageWord(const Argument &argument);

//! \return what follows the names of \p option, e.g. " FILE", or "[=SOCKET]" for what may be left
//! out; nothing where it takes no value.
QString valueWord(const Option &option);

//! \return commands for whoever begins.
QStringList firstExamples();

} // namespace linnet::cli
