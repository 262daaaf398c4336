// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/globaloptions.h"
#include "cli/context/context.h"
#include "common/client/serveraddress.h"

namespace linnet::cli {

//! \brief Which server is asked, and as whom.
struct Target
{
    ServerAddress server;
    QString contextName; //!< Empty: none, so nothing is kept of it.
    Context context; //!< Of that name.
    QByteArray token = {}; //!< Given from outside, so never renewed.
};

//! \return the context called \p name; if there is none, an error that names one like it.
Result<Context> findContext(const Contexts &contexts, const QString &name);

//! \return that \p name, which is to be given to something else, is that of \p context.
Error nameTaken(const QString &name, const Context &context);

//! \return what \p options name; else the environment (LINNET_SERVER, LINNET_CONTEXT); else the
//! context in use. LINNET_TOKEN goes before a context's token, which no other server is ever sent.
Result<Target> chooseTarget(const GlobalOptions &options, const Contexts &contexts);

} // namespace linnet::cli
