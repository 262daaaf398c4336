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

//! Sees to it that \p server is known by whom \p options or else the environment (LINNET_CA_FILE)
//! name, if either does. \return an error unless that is a file that can be read.
Result<> chooseAuthorities(const GlobalOptions &options, ServerAddress &server);

//! \return what \p options name; else the environment (LINNET_SERVER, LINNET_CONTEXT); else the
//! context in use. LINNET_TOKEN goes before a context's token, which no other server is ever sent.
Result<Target> chooseTarget(const GlobalOptions &options, const Contexts &contexts);

} // namespace linnet::cli
