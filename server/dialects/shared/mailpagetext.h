// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace linnet {

//! What a page says that a link in a mail opens.
enum class MailPageText {
    DeclineRequests, //!< Asks whether mails of friend requests are to end.
    DeclineDigests, //!< The same, of mails of what was missed.
    Declined,
    ProveEmail, //!< Asks whether the address is theirs.
    Proven,
};

//! \return a whole document that says \p text in one of \p languages, which are as in
//! acceptedLanguages(), or else in English. What asks has a button that posts to its own address.
QByteArray mailPage(MailPageText text, const QString &languages);

} // namespace linnet
