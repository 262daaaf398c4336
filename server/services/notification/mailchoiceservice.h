// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/domain/mailchoice.h"

#include <QCoroTask>

#include <optional>

namespace linnet {

class Database;
class SecretBox;
struct Stores;
struct Unsubscription;

//! \brief What to change of which mails somebody wants; what is not set stays.
struct MailChoiceChange
{
    std::optional<bool> friendRequests;
    std::optional<bool> whileAway;
};

//! \brief Which mails people want, said by themselves, or by a link in a mail.
class MailChoiceService
{
public:
    //! All outlive the service. \param box as NewsMailer::Context has it.
    MailChoiceService(Database &database, const SecretBox &box);

    QCoro::Task<Result<MailChoice>> find(UserId user);

    //! \return what is in force now.
    QCoro::Task<Result<MailChoice>> change(UserId user, MailChoiceChange change);

    //! \return which mails the link that carries \p token is about; "link_invalid" if it is none.
    Result<NewsMail> sortOf(const QString &token) const;

    //! Ends the mails that the link which carries \p token is about. \return which those are;
    //! "link_invalid" if it is none.
    QCoro::Task<Result<NewsMail>> decline(QString token);

private:
    static Result<MailChoice> store(Stores &stores, UserId user, const MailChoiceChange &change);
    Result<Unsubscription> parse(const QString &token) const;

    Database &m_database;
    const SecretBox &m_box;
};

} // namespace linnet
