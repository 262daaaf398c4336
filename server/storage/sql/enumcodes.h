// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/backup.h"
#include "common/domain/codeattempt.h"
#include "common/domain/conversation.h"
#include "common/domain/media.h"
#include "common/domain/mergeprogress.h"
#include "common/domain/message.h"
#include "common/domain/notification.h"
#include "common/domain/privacy.h"
#include "common/domain/report.h"
#include "common/domain/staff.h"
#include "common/domain/sweep.h"
#include "common/domain/webhook.h"
#include "server/storage/jobstore.h"
#include "server/storage/maillinkstore.h"
#include "server/storage/onetimecodestore.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace linnet {

//! \brief How enumerations are stored: by their place in these lists, which only ever grow at the
//! end.
template <typename Enum>
struct EnumCodes;

template <>
struct EnumCodes<ConversationKind>
{
    static constexpr std::array list{ConversationKind::Direct, ConversationKind::Group};
};

template <>
struct EnumCodes<Role>
{
    static constexpr std::array list{Role::Member, Role::Admin};
};

template <>
struct EnumCodes<MessageKind>
{
    static constexpr std::array list{MessageKind::Text,     MessageKind::Image,
                                     MessageKind::Video,    MessageKind::Audio,
                                     MessageKind::Document, MessageKind::System};
};

template <>
struct EnumCodes<CodePurpose>
{
    static constexpr std::array list{CodePurpose::SignIn, CodePurpose::SecondStep,
                                     CodePurpose::NewPassword, CodePurpose::NewIdentifier};
};

template <>
struct EnumCodes<CodeAttempt::State>
{
    static constexpr std::array list{CodeAttempt::State::Sent, CodeAttempt::State::Withheld,
                                     CodeAttempt::State::Undelivered, CodeAttempt::State::Issued,
                                     CodeAttempt::State::Used};
};

template <>
struct EnumCodes<Job::State>
{
    static constexpr std::array list{Job::State::Pending, Job::State::Running, Job::State::Done,
                                     Job::State::Dead};
};

template <>
struct EnumCodes<FriendshipState>
{
    static constexpr std::array list{FriendshipState::Pending, FriendshipState::Accepted,
                                     FriendshipState::Declined, FriendshipState::Withdrawn,
                                     FriendshipState::Removed};
};

template <>
struct EnumCodes<Membership>
{
    static constexpr std::array list{Membership::Began, Membership::Ended};
};

template <>
struct EnumCodes<NotificationKind>
{
    static constexpr std::array list{
        NotificationKind::FriendRequest,  NotificationKind::FriendAccepted,
        NotificationKind::FriendDeclined, NotificationKind::AddedToGroup,
        NotificationKind::Mention,        NotificationKind::Message,
        NotificationKind::SignIn,         NotificationKind::Security};
};

template <>
struct EnumCodes<Audience>
{
    static constexpr std::array list{Audience::Everyone, Audience::Friends, Audience::Nobody};
};

template <>
struct EnumCodes<StaffRole>
{
    static constexpr std::array list{StaffRole::None, StaffRole::Auditor, StaffRole::Moderator,
                                     StaffRole::Admin, StaffRole::Owner};
};

template <>
struct EnumCodes<LinkPurpose>
{
    static constexpr std::array list{LinkPurpose::VerifyEmail, LinkPurpose::NewPassword};
};

template <>
struct EnumCodes<Backup::State>
{
    static constexpr std::array list{Backup::State::UnderWay, Backup::State::Made,
                                     Backup::State::Failed};
};

template <>
struct EnumCodes<Backup::Proof>
{
    static constexpr std::array list{Backup::Proof::None, Backup::Proof::UnderWay,
                                     Backup::Proof::Restored, Backup::Proof::Failed};
};

template <>
struct EnumCodes<Report::Kind>
{
    static constexpr std::array list{Report::Kind::Message, Report::Kind::User,
                                     Report::Kind::Group};
};

template <>
struct EnumCodes<Report::State>
{
    static constexpr std::array list{Report::State::Open, Report::State::InProgress,
                                     Report::State::Resolved, Report::State::Dismissed};
};

template <>
struct EnumCodes<Webhook::State>
{
    static constexpr std::array list{Webhook::State::On, Webhook::State::Off,
                                     Webhook::State::GivenUp};
};

template <>
struct EnumCodes<WebhookDelivery::State>
{
    static constexpr std::array list{WebhookDelivery::State::Pending,
                                     WebhookDelivery::State::Delivered,
                                     WebhookDelivery::State::Failed};
};

template <>
struct EnumCodes<MediaRemoval::Why>
{
    static constexpr std::array list{MediaRemoval::Why::TooOld, MediaRemoval::Why::NoRoom};
};

template <>
struct EnumCodes<Sweep::State>
{
    static constexpr std::array list{Sweep::State::UnderWay, Sweep::State::Done,
                                     Sweep::State::Failed};
};

template <>
struct EnumCodes<Sweep::Mode>
{
    static constexpr std::array list{Sweep::Mode::ForReal, Sweep::Mode::DryRun};
};

template <>
struct EnumCodes<MergeProgress::State>
{
    static constexpr std::array list{MergeProgress::State::Waiting, MergeProgress::State::Running,
                                     MergeProgress::State::Done, MergeProgress::State::Failed};
};

template <>
struct EnumCodes<MergePhase>
{
    static constexpr std::array list{MergePhase::Seats,    MergePhase::Messages,
                                     MergePhase::Readings, MergePhase::Belongings,
                                     MergePhase::Identity, MergePhase::Counting};
};

template <typename Enum>
constexpr int toCode(Enum value)
{
    constexpr auto &list = EnumCodes<Enum>::list;
    return int(std::find(list.begin(), list.end(), value) - list.begin());
}

template <typename Enum>
Enum fromCode(int code)
{
    constexpr auto &list = EnumCodes<Enum>::list;
    Q_ASSERT(code >= 0 && size_t(code) < list.size()); // The tables check it.
    return list[size_t(code)];
}

} // namespace linnet
