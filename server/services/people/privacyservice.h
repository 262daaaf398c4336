// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <optional>

namespace linnet {

struct Stores;

//! \brief What to change of what somebody shows; what is not set stays.
struct PrivacyChange
{
    std::optional<Audience> lastSeen;
    std::optional<Audience> avatar;
    std::optional<Audience> groups;
    std::optional<bool> readReceipts;
};

//! \brief What people show of themselves, and to whom. The other services keep to it.
//!
//! Who does not show when they were last here, or that they have read, is not shown it of others
//! either: of two people the stricter decides. What was shown stays shown.
class PrivacyService
{
public:
    explicit PrivacyService(ChatContext context);

    QCoro::Task<Result<Privacy>> find(UserId user);

    //! In force at once, also for what is remembered. \return what is in force now.
    QCoro::Task<Result<Privacy>> change(UserId user, PrivacyChange change);

private:
    Result<PrivacyChanged> store(Stores &stores, UserId user, const PrivacyChange &change) const;
    void settle(UserId user, const Result<PrivacyChanged> &outcome) const;

    const ChatContext m_context;
};

} // namespace linnet
