// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointcontext.h"
#include "tests/support/fakeauthenticator.h"
#include "tests/support/fakestaff.h"
#include "tests/support/fixeddialect.h"

namespace linnet::test {

//! \brief What it takes to serve a few rows of a dialect "one": everything real but the tokens.
struct EndpointFixture
{
    explicit EndpointFixture(QList<Endpoint> rows, RateSettings rates = {})
        : dialect(QLatin1String("one"), std::move(rows))
        , limiter(std::move(rates))
    {}

    FixedDialect system{QLatin1String("system"), {}};
    FixedDialect dialect;
    std::unique_ptr<const EndpointTable> table = *EndpointTable::make({&dialect});
    FakeAuthenticator authenticator;
    RateLimiter limiter;
    FakeStaff staff;
    Gate gate{authenticator, staff, limiter};
    Metrics metrics{*table};
    Dispatcher dispatcher{gate, metrics};
    LiveRules rules;
    EndpointContext context{*table, system, gate, dispatcher, rules};
};

} // namespace linnet::test
