// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mern/merndialect.h"
#include "tests/server/dialects/pagefixture.h"

namespace linnet::test {

//! \brief The mern dialect over real services, beside the phone dialect.
class MernFixture : public PageFixture
{
public:
    MernFixture() { serve(mern); }

    mern::MernDialect mern{{auth, signUps, verification, people, conversations, groups, messages,
                            receipts, typing, media}};
};

} // namespace linnet::test
