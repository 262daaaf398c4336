// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/globaloptions.h"
#include "cli/completion/expectation.h"
#include "cli/context/contextstore.h"

namespace linnet::cli {

//! \return names of what \p referent means that begin with \p begun: of the contexts in \p
//! contexts, or of the newest things that the server has which \p options name. None where it
//! cannot be asked, or does not answer soon.
QList<Candidate> thingsNamed(Referent referent, const QString &begun, const GlobalOptions &options,
                             const ContextStore &contexts);

} // namespace linnet::cli
