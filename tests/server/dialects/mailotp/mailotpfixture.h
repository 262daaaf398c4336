// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mailotp/mailotpdialect.h"
#include "tests/server/dialects/pagefixture.h"

namespace linnet::test {

//! \brief The mailotp dialect over real services, beside the phone dialect.
class MailOtpFixture : public PageFixture
{
public:
    MailOtpFixture() { serve(mailotp); }

    mailotp::MailOtpDialect mailotp{
        {auth, codes, tokens, people, conversations, messages, receipts, typing, media}};
};

} // namespace linnet::test
