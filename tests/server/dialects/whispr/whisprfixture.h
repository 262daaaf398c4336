// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/whispr/whisprdialect.h"
#include "tests/server/dialects/pagefixture.h"

namespace linnet::test {

//! \brief The whispr dialect over real services, beside the phone dialect.
class WhisprFixture : public PageFixture
{
public:
    WhisprFixture() { serve(whispr); }

    whispr::WhisprDialect whispr{
        {{auth, codes, signUps, verification, passwordChanges, people, media},
         friends,
         conversations,
         messages,
         groups,
         notifications,
         typing,
         stars},
        {}};
};

} // namespace linnet::test
