// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/jobs/mail/mailaddress.h"

namespace linnet {

//! \brief A mail as it travels. Nothing in its texts can become a header field or another part.
struct MimeMessage
{
    QByteArray id; //!< Without angle brackets; the same however often it is sent.
    Timestamp date{};
    MailAddress from;
    MailAddress to;
    QString subject;
    QString text;
    QString html; //!< Empty: there is only the text.
    QString language;
    QByteArray unsubscribe; //!< A link that takes one POST (RFC 8058); empty: none.

    //! \return the header and the body, in lines of at most 78 bytes of ASCII.
    QByteArray toBytes() const;
};

//! \return \p text as it may stand in a header field: as it is, or in encoded words (RFC 2047).
QByteArray headerText(const QString &text);

//! \return \p text in quoted-printable (RFC 2045, 6.7).
QByteArray quotedPrintable(const QString &text);

} // namespace linnet
