// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

//! \brief What every command takes.
struct GlobalOptions
{
    QString format = QStringLiteral("table");
    QString fields;
    QString context;
    QString local; //!< A socket, or LocalDefault; empty: not --local.
    QString server;
    QString caFile;
    QString confirmedName; //!< Of what may be done with what cannot be undone.
    int timeout = 30; //!< Seconds.
    bool isPlain = false;
    bool isConfirmed = false;
    bool isDryRun = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
};

//! What --local without a socket stands for.
inline const QString LocalDefault = QStringLiteral("default");

//! \return the options that fill \p values, which must outlive them.
QList<Option> globalOptions(GlobalOptions &values);

} // namespace linnet::cli
