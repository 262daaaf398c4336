// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/admindialect.h"
#include "server/api/systemdialect.h"
#include "server/app/serverparts.h"
#include "server/dialects/conformance/conformancedialect.h"
#include "server/dialects/cookie/cookiedialect.h"
#include "server/dialects/mailotp/mailotpdialect.h"
#include "server/dialects/mern/merndialect.h"
#include "server/dialects/phone/phonedialect.h"
#include "server/dialects/shared/mailpages.h"
#include "server/dialects/whispr/whisprdialect.h"
#include "server/dialects/whispr/whisprfeed.h"

namespace linnet {

//! \brief Every family of clients that is served, and the node's own pages.
struct DialectParts
{
    //! All parts outlive the dialects.
    DialectParts(const Config &config, const Options &options, const ServerParts &parts);

    //! Takes over what \p config says of single dialects.
    void configure(const Config &config);

    std::vector<Dialect *> all();

    MailPages mailPages;
    SystemDialect system;
    admin::AdminDialect admin;
    phone::PhoneDialect phone;
    mailotp::MailOtpDialect mailotp;
    cookie::CookieDialect cookie;
    mern::MernDialect mern;
    whispr::WhisprDialect whispr;
    whispr::WhisprFeed whisprFeed;
    const std::unique_ptr<ConformanceDialect> conformance; //!< Null in a normal server.
};

} // namespace linnet
