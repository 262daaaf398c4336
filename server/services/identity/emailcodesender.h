// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

namespace linnet {

class Clock;
class Database;
class Mailer;
struct Mail;
struct Stores;

//! \brief Sends codes by mail. They wait in the queue while the mail server is out of reach, for as
//! long as they are good.
class EmailCodeSender : public CodeSender
{
public:
    //! All outlive the sender.
    EmailCodeSender(Database &database, const Mailer &mailer, const Clock &clock);

    //! Errors: "mail_not_configured".
    Result<> check(const Identifier & /*to*/) const override;
    //! Errors: as above, and "mail_address".
    QCoro::Task<Result<>> send(CodeMessage message) override;

    //! Notes that \p mail will never arrive, as noteUndelivered(). Other mails than codes are none
    //! of its business.
    static Result<> refund(Stores &stores, const Mail &mail);

private:
    Database &m_database;
    const Mailer &m_mailer;
    const Clock &m_clock;
};

} // namespace linnet
