// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/cookie/cookiedialect.h"
#include "tests/server/dialects/pagefixture.h"

namespace linnet::test {

//! \brief The cookie dialect over real services, beside the phone dialect.
class CookieFixture : public PageFixture
{
public:
    CookieFixture() { serve(cookie); }

    cookie::CookieDialect cookie{
        {sessions, signUps, verification, people, conversations, messages, media}};
};

} // namespace linnet::test
