// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/mail/mail.h"
#include "server/storage/stores.h"

namespace linnet {

class IdGenerator;
class SecretBox;

//! \brief Where services put mails. They are sent after the commit: see MailJob.
class Mailer
{
public:
    enum class Mode {
        Sends,
        Refuses, //!< Nobody has said how mails are sent.
    };

    //! All outlive the mailer.
    Mailer(IdGenerator &ids, const Clock &clock, const SecretBox &box, Mode mode);

    //! \return "mail_not_configured" if no mail can be sent, to be asked before anything is done
    //! that is of no use without one.
    Result<> check() const;

    //! Has \p mail sent if the transaction is committed, in the language of whom it is for. Errors:
    //! "mail_not_configured", "mail_address".
    Result<> send(Stores &stores, const Mail &mail) const;

private:
    //! \return the language of the account that has the address of \p mail, or else the mail's.
    static Result<QString> languageOf(Stores &stores, const Mail &mail);

    IdGenerator &m_ids;
    const Clock &m_clock;
    const SecretBox &m_box;
    const Mode m_mode;
};

} // namespace linnet
