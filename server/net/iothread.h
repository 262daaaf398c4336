// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"

namespace linnet::net {

//! \brief One of the threads that own connections: its number, and the way in.
class IoThread
{
public:
    virtual ~IoThread() = default;

    //! \return 0 to count() - 1.
    virtual int index() const = 0;
    virtual int count() const = 0;
    virtual Mailbox &mailbox() = 0;
    //! \return the mailbox of I/O thread \p index.
    virtual Mailbox &mailboxOf(int index) = 0;
};

} // namespace linnet::net
