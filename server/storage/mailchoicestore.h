// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/domain/mailchoice.h"

namespace linnet {

//! \brief Which mails people want of what happens while they are away.
class MailChoiceStore
{
public:
    virtual ~MailChoiceStore() = default;

    //! \return what \p user has chosen; all mails if they have not.
    virtual Result<MailChoice> find(UserId user) = 0;
    virtual Result<> put(UserId user, const MailChoice &choice) = 0;
};

} // namespace linnet
