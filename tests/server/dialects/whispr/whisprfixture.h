// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/whispr/whisprdialect.h"
#include "server/jobs/mail/mailpayload.h"
#include "tests/server/dialects/pagefixture.h"

namespace linnet::test {

//! \brief The whispr dialect over real services, beside the phone dialect.
class WhisprFixture : public PageFixture
{
public:
    WhisprFixture() { serve(whispr); }

    //! \return the token in the link of the oldest mail that waits; empty if none does.
    QString mailedToken()
    {
        const Timestamp now = clock.now();
        const auto job = await(database->write([now](Stores &stores) {
            return stores.jobs.take({MailJobKind, 1, now, now + std::chrono::minutes(1)});
        }));
        if (!job || !*job)
            return {};
        const auto mail = fromPayload((*job)->payload, box);
        return mail ? mail->values[QLatin1String("link")].toString().section(QLatin1Char('='), -1)
                    : QString();
    }

    whispr::WhisprDialect whispr{{{auth, signUps, verification, passwordChanges, people, media},
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
