// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <QJsonObject>

namespace linnet {

//! \brief A mail as services think of it: to whom, on what occasion, and what is to be said.
struct Mail
{
    QString to; //!< An address without a name.
    QString templateName; //!< Of resources/mail, e.g. "sign-in-code".
    //! That will do, e.g. "pt-BR,de", unless the account with the address has its own. Where there
    //! is no template in any, the one that is configured.
    QString language = {};
    QJsonObject values = {}; //!< Texts for the template's placeholders, by their names.
    QString key = {}; //!< Of those with the same key one is sent; empty: each one.
    Timestamp expiresAt{}; //!< When it has become useless and is not sent any more; zero: never.
    //! Where a click ends mails of this sort; empty: nowhere. Also the value {{unsubscribe}}.
    QString unsubscribe = {};
    QJsonObject context = {}; //!< Not sent: for whoever hears that the mail was given up.
};

} // namespace linnet
