// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/jobs/mail/mimemessage.h"

#include <stop_token>

namespace linnet {

//! \brief The way a mail leaves the server. Safe from any thread.
class MailTransport
{
public:
    virtual ~MailTransport() = default;

    //! Blocks, but ends soon after \p stop asks it to.
    //! \return Unavailable for what may work later; any other error is final.
    virtual Result<> deliver(const MimeMessage &message, const std::stop_token &stop) = 0;

    //! Goes through all that comes before a mail, and sends none. Blocks, for ten seconds at the
    //! longest, but ends soon after \p stop asks it to.
    //! \return what takes mails and how; or Unavailable, the detail being what it said.
    virtual Result<QString> probe(const std::stop_token &stop) = 0;

    //! Lets go of what was kept for the next mail, and has waited for it too long.
    virtual void rest() {}
};

} // namespace linnet
