// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QString>

namespace linnet {

//! \brief What following a link does. One that was sent for one thing does no other.
enum class LinkPurpose { VerifyEmail, NewPassword };

//! \brief A link that was mailed to somebody.
struct MailLink
{
    QByteArray hash; //!< Of what the link carries, which is kept nowhere.
    LinkPurpose purpose = LinkPurpose::VerifyEmail;
    UserId user;
    QString email; //!< The address it was sent to.
    Timestamp expiresAt{};
};

class MailLinkStore
{
public:
    virtual ~MailLinkStore() = default;

    virtual Result<MailLink> find(const QByteArray &hash) = 0;
    virtual Result<> add(const MailLink &link) = 0;
    //! Removes all that the user was sent for \p purpose.
    virtual Result<> removeAll(UserId user, LinkPurpose purpose) = 0;
    virtual Result<> removeExpired(Timestamp time) = 0;
};

} // namespace linnet
