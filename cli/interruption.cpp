// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interruption.h"

#include <csignal>

namespace linnet::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0; // NOLINT(readability-identifier-naming): no constant.

extern "C" void note(int)
{
    interrupted = 1;
}

} // namespace

void noteInterruptions()
{
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = int(SA_RESETHAND); // And not SA_RESTART: reading what is typed has to end.
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool isInterrupted()
{
    return interrupted != 0;
}

} // namespace linnet::cli
