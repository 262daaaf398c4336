// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"

#include <QCoreApplication>

namespace linnet::test {

//! Runs what is on its way to \p mailbox, and what follows from it, once all that answers has
//! stopped: a coroutine that is never resumed is never freed, either.
inline void settle(Mailbox &mailbox)
{
    // What a step posts waits for the next round. Nothing that is refused has so many steps.
    constexpr int Rounds = 20;
    for (int round = 0; round < Rounds; ++round)
        QCoreApplication::sendPostedEvents(&mailbox);
}

} // namespace linnet::test
