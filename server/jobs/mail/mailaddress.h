// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace linnet {

//! \brief Where a mail goes or comes from.
struct MailAddress
{
    QString name; //!< May be empty.
    QByteArray address; //!< "local@domain", in ASCII.

    QByteArray domain() const { return address.mid(address.lastIndexOf('@') + 1); }

    friend bool operator==(const MailAddress &, const MailAddress &) = default;
};

//! \return nothing unless \p text is "local@domain" or "Name <local@domain>". A domain beyond ASCII
//! takes its ASCII form. What would need quoting is not taken: nobody has such an address, and it
//! could say more to a mail server than an address.
std::optional<MailAddress> parseMailAddress(const QString &text);

} // namespace linnet
