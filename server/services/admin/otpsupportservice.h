// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/identity/onetimecodeservice.h"

namespace linnet {

//! \brief A code that signs one account in once, for whoever made it to tell its owner.
struct BreakGlassCode
{
    Identifier to; //!< What the owner signs in with.
    IssuedCode issued; //!< Without a code in a rehearsal.
};

//! \brief What those who run the server do where one-time codes do not arrive.
class OtpSupportService
{
public:
    //! \param codes and \p sender outlive it.
    OtpSupportService(AdminContext context, OneTimeCodeService &codes, CodeSender &sender);

    //! Makes a code for \p user past all limits, and sends it to nobody. It is good as long as any
    //! other, once, and takes the place of one that is on its way; the audit log says who had it
    //! made. \return NotFound if there is no such account; Conflict ("no_destination") if it has no
    //! proven destination that codes sign in with, and those of requireInUse().
    QCoro::Task<Result<BreakGlassCode>> breakGlass(Actor actor, UserId user, Run run);

    //! Sends \p to a code that opens nothing, all of zeros, the way codes go. \return how long it
    //! took to hand it over; nothing in a rehearsal, which sends none. Unavailable
    //! ("delivery_failed") if it will not arrive.
    QCoro::Task<Result<std::optional<std::chrono::milliseconds>>> testSend(Actor actor,
                                                                           Identifier to, Run run);

private:
    const AdminContext m_context;
    OneTimeCodeService &m_codes;
    CodeSender &m_sender;
};

} // namespace linnet
