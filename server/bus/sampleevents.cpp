// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/sampleevents.h"

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr UserId Ada{1001};
constexpr UserId Ben{1002};
constexpr ConversationId Direct{2001};
constexpr ConversationId Group{2002};
constexpr Timestamp Noon{std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 12h};

User person(UserId id, const QString &name)
{
    return {.id = id,
            .phone = u"+15550100"_s,
            .email = u"ada@example.org"_s,
            .username = u"ada"_s,
            .displayName = name,
            .avatarUrl = u"/api/v1/media/3001"_s,
            .statusText = u"At sea"_s,
            .bio = u"Counts"_s,
            .isEmailVerified = true,
            .createdAt = Noon,
            .updatedAt = Noon,
            .language = u"en"_s};
}

User ada()
{
    return person(Ada, u"Ada"_s);
}

User ben()
{
    return person(Ben, u"Ben"_s);
}

Members both()
{
    return std::make_shared<const std::vector<UserId>>(std::vector{Ada, Ben});
}

Message message(ConversationId conversation)
{
    return {.id = MessageId(4002),
            .conversation = conversation,
            .seq = 2,
            .changeSeq = 3,
            .sender = Ada,
            .clientId = u"7f1c"_s,
            .kind = MessageKind::Image,
            .body = u"Look, @Ben"_s,
            .mediaUrl = u"/api/v1/media/3002"_s,
            .mediaThumbnail = u"/api/v1/media/3002/thumbnail"_s,
            .mediaSize = 52'000,
            .replyTo = MessageId(4001),
            .createdAt = Noon,
            .mentions = {Ben}};
}

Message edited()
{
    Message message = linnet::message(Group);
    message.editedAt = Noon + 1min;
    return message;
}

Message deleted()
{
    Message message = linnet::message(Group);
    message.deletedAt = Noon + 2min;
    return message;
}

Conversation conversation(ConversationKind kind)
{
    const bool isGroup = kind == ConversationKind::Group;
    return {.id = isGroup ? Group : Direct,
            .kind = kind,
            .title = isGroup ? u"Hikers"_s : QString(),
            .avatarUrl = u"/api/v1/media/3003"_s,
            .createdBy = Ada,
            .createdAt = Noon,
            .updatedAt = Noon,
            .lastSeq = 2,
            .lastChange = 3,
            .bio = u"On Sundays"_s};
}

MembersChanged membersChanged(std::vector<User> added, std::vector<User> removed)
{
    return {.conversation = conversation(ConversationKind::Group),
            .actor = ada(),
            .added = std::move(added),
            .removed = std::move(removed),
            .message = MessageId(4003)};
}

Session session()
{
    return {.id = SessionId(5001),
            .user = Ada,
            .device = u"phone-1"_s,
            .dialect = u"phone"_s,
            .clientName = u"Linnet for Android"_s,
            .address = u"192.0.2.7"_s,
            .userAgent = u"Linnet/1.0"_s,
            .createdAt = Noon,
            .lastSeenAt = Noon,
            .expiresAt = Noon + 24h};
}

SessionNews ended(const QString &by, const QString &why)
{
    Session ended = session();
    ended.revokedAt = Noon + 1h;
    ended.revokedBy = by;
    ended.revokedWhy = why;
    return {{ended, u"Ada"_s}, SessionNews::Kind::Ended};
}

FriendshipChanged friendshipChanged(FriendshipState state)
{
    const Friendship friendship{.id = FriendshipId(6001),
                                .from = Ada,
                                .to = Ben,
                                .state = state,
                                .createdAt = Noon,
                                .changedAt = Noon};
    return {friendship, state == FriendshipState::Pending ? ada() : ben()};
}

NotificationAdded notificationAdded(NotificationKind kind)
{
    const Notification notification{.id = NotificationId(7001),
                                    .user = Ben,
                                    .kind = kind,
                                    .actor = Ada,
                                    .friendship = FriendshipId(6001),
                                    .conversation = Group,
                                    .message = MessageId(4002),
                                    .data = {{u"device"_s, u"phone-1"_s}, {MessageCountKey, 1}},
                                    .createdAt = Noon,
                                    .readAt = Noon};
    return {{notification, ada(), FriendshipState::Pending}};
}

class Samples
{
public:
    void add(EventPayload payload) { m_events.push_back({std::move(payload), {Ben}, {}}); }
    std::vector<Event> take() { return std::move(m_events); }

private:
    std::vector<Event> m_events;
};

void addMessages(Samples &samples)
{
    for (const Message &message : {message(Direct), message(Group), edited(), deleted()}) {
        const QString title = message.conversation == Group ? u"Hikers"_s : QString();
        samples.add(MessageAdded{message, ada(), both(), title});
        samples.add(MessageSent{message, ada(), both(), title});
    }
    for (const DeliveryStatus status :
         {DeliveryStatus::Sent, DeliveryStatus::Delivered, DeliveryStatus::Read})
        samples.add(StatusChanged{Direct, Ada, {MessageId(4002)}, status, Noon, Ben});
}

void addPresence(Samples &samples)
{
    for (const bool is : {true, false}) {
        samples.add(TypingChanged{Direct, Ada, is});
        samples.add(PresenceChanged{Ada, is, Noon});
    }
    samples.add(OnlineListChanged{{Ada, Ben}});
}

void addConversations(Samples &samples)
{
    for (const ConversationKind kind : {ConversationKind::Direct, ConversationKind::Group})
        samples.add(ConversationChanged{conversation(kind)});
    samples.add(membersChanged({ben()}, {}));
    samples.add(membersChanged({}, {ben()}));
}

void addPeople(Samples &samples)
{
    samples.add(ProfileChanged{ada()});
    for (const FriendshipState state :
         {FriendshipState::Pending, FriendshipState::Accepted, FriendshipState::Declined,
          FriendshipState::Withdrawn, FriendshipState::Removed})
        samples.add(friendshipChanged(state));
    for (const bool isBlocked : {true, false})
        samples.add(BlockChanged{Ada, Ben, isBlocked, Direct, true});
    samples.add(PrivacyChanged{Ada, {}, {.lastSeen = Audience::Friends}});
}

void addSessions(Samples &samples)
{
    samples.add(SessionOpened{SessionId(5001), Ada});
    samples.add(SessionRevoked{SessionId(5001), Ada});
    samples.add(SignedInElsewhere{session(), Ada});
    samples.add(SessionNews{{session(), u"Ada"_s}, SessionNews::Kind::Began});
    samples.add(ended(u"user"_s, EndedBySignOut));
    samples.add(ended(u"local:0"_s, u"stolen"_s));
    samples.add(SessionNewsMissed{3, Noon});
}

void addNotifications(Samples &samples)
{
    using Kind = NotificationKind;
    for (const Kind kind :
         {Kind::FriendRequest, Kind::FriendAccepted, Kind::FriendDeclined, Kind::AddedToGroup,
          Kind::Mention, Kind::Message, Kind::SignIn, Kind::Security})
        samples.add(notificationAdded(kind));
    for (const bool isRead : {true, false})
        samples.add(NotificationsRead{{NotificationId(7001)}, isRead, 1});
}

} // namespace

std::vector<Event> sampleEvents()
{
    Samples samples;
    addMessages(samples);
    addPresence(samples);
    addConversations(samples);
    addPeople(samples);
    addSessions(samples);
    addNotifications(samples);
    return samples.take();
}

} // namespace linnet
