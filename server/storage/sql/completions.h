// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"

#include <utility>
#include <vector>

namespace linnet {

//! \brief What a commit has to tell its callers: each of their threads is woken once.
class Completions
{
public:
    void add(Mailbox &home, Mailbox::Work work);

    //! Posts everything.
    void send();

private:
    std::vector<std::pair<Mailbox *, std::vector<Mailbox::Work>>> m_byHome;
};

} // namespace linnet
