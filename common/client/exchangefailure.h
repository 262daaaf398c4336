// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/serveraddress.h"
#include "common/core/error.h"

namespace linnet {

//! \brief How an exchange ended, as libcurl has it.
struct ExchangeEnd
{
    int code = 0; //!< A CURLcode.
    long verification = 0; //!< What OpenSSL found of the server's certificate.
    QString reason = {}; //!< In words.
};

//! \return what \p end means to who asks \p server: "server_out_of_reach", "unknown_authority",
//! "untrusted_certificate", "io", "protocol" or "interrupted", with what to check.
Error exchangeFailure(const ExchangeEnd &end, const ServerAddress &server);

} // namespace linnet
