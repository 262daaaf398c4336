// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/apiclient.h"

namespace linnet::cli {

//! \brief A file that somebody sent long ago.
struct PastFile
{
    QString owner; //!< On the server.
    QString path; //!< Where it is.
    QString name; //!< As they called it.
};

//! Sends \p file, waiting where the server asks for that. \return what the server calls it; empty:
//! it looked at the file and would not have it.
Result<QString> sendPastFile(ApiClient &api, const PastFile &file);

} // namespace linnet::cli
