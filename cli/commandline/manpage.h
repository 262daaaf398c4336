// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

//! \brief A page of the manual.
struct ManPage
{
    QString name; //!< e.g. "linnetctl-user-suspend".
    QByteArray text; //!< For man(1): roff with the macros of man(7), in ASCII.

    QString fileName() const { return name + QStringLiteral(".1"); }
};

//! \return a page for the program, and one for each command.
QList<ManPage> manPages(const QList<Declaration> &declarations, const QList<Option> &globals);

} // namespace linnet::cli
