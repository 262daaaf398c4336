// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/app/accesscast.h"

#include "tests/support/await.h"
#include "tests/support/teststorage.h"

namespace linnet::test {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
T orFatal(Result<T> result)
{
    if (!result)
        qFatal("%s: %s", result.error().code.latin1(), qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

Draft textDraft(UserId sender, ConversationId conversation, const QString &text)
{
    Draft draft;
    draft.sender = sender;
    draft.conversation = conversation;
    draft.body = text;
    return draft;
}

} // namespace

AccessCast::AccessCast(World &world, qint64 first)
    : alice(first)
    , bob(first + 1)
    , carol(first + 2)
    , mallory(first + 3)
    , dave(first + 4)
    , frank(first + 5)
    , erin(first + 6)
    , m_world(world)
{
    orFatal(await(world.foundation->database->write([this](Stores &stores) -> Result<int> {
        for (const UserId user : {alice, bob, carol, mallory, dave, frank, erin})
            addUser(stores, user);
        return 0;
    })));
    ChatParts &chat = *world.chat;
    orFatal(await(chat.friends.request(erin, alice)));
    orFatal(await(chat.friends.accept(alice, erin.value())));
    m_things[alice] = give(alice, bob, {bob, carol});
    for (const UserId user : {bob, carol, mallory, dave, frank})
        m_things[user] = give(user, erin, {erin});
    orFatal(await(chat.groups.remove(alice, group(), carol)));
    const Message secret =
        orFatal(await(chat.messages.send(textDraft(alice, group(), u"Secret words"_s))));
    m_things[alice][Resource::Message] = secret.id.toString();
    withDave = orFatal(await(chat.conversations.openDirect(alice, dave))).id;
    orFatal(await(chat.messages.send(textDraft(alice, withDave, u"Farewell"_s))));
    orFatal(await(chat.blocks.block(alice, dave)));
    orFatal(await(chat.blocks.block(alice, frank)));
}

Ids AccessCast::give(UserId user, UserId asker, const std::vector<UserId> &others)
{
    ChatParts &chat = *m_world.chat;
    GroupChange details;
    details.title = u"Project Team"_s;
    const ConversationId group = orFatal(await(chat.groups.create(user, details, others))).group.id;
    const Message message = orFatal(await(chat.messages.send(textDraft(user, group, u"Hello"_s))));
    const Friendship asked = orFatal(await(chat.friends.request(asker, user)));
    const auto told = orFatal(await(chat.notifications.list(user, {})));
    return {
        {Resource::Conversation, group.toString()},
        {Resource::Message, message.id.toString()},
        {Resource::Person, asker.toString()},
        {Resource::FriendRequest, asked.id.toString()},
        {Resource::Notification, told.notifications.front().notification.id.toString()},
        {Resource::Session, openSession(user)},
    };
}

QString AccessCast::openSession(UserId user)
{
    Session session;
    session.id = m_world.foundation->ids.next<SessionId>();
    session.user = user;
    session.device = u"tablet"_s;
    session.dialect = u"phone"_s;
    session.createdAt = m_world.foundation->clock.now();
    session.lastSeenAt = session.createdAt;
    session.expiresAt = session.createdAt + std::chrono::hours(1);
    orFatal(await(m_world.foundation->database->write(
        [session](Stores &stores) { return stores.sessions.add(session); })));
    return session.id.toString();
}

ConversationId AccessCast::group() const
{
    return *ConversationId::parse(of(alice).value(Resource::Conversation));
}

QStringList AccessCast::hers(Resource kind) const
{
    if (kind == Resource::Person)
        return {bob.toString(), erin.toString(), carol.toString(), mallory.toString()};
    return {of(alice).value(kind)};
}

QString AccessCast::state() const
{
    QString all = groupState();
    ChatParts &chat = *m_world.chat;
    for (const ConversationView &view : orFatal(await(chat.conversations.list(alice)))) {
        all += view.conversation.title + view.conversation.bio + view.conversation.avatarUrl
            + QString::number(view.conversation.lastSeq) + QString::number(view.unread) + u'\n';
    }
    for (const NotificationView &view :
         orFatal(await(chat.notifications.list(alice, {}))).notifications)
        all += view.notification.id.toString() + (view.notification.readAt ? u"read\n"_s : u"\n"_s);
    for (const auto which : {FriendQuery::Which::Friends, FriendQuery::Which::Incoming}) {
        const FriendQuery query{.which = which, .before = {}};
        for (const FriendshipView &view : orFatal(await(chat.friends.list(alice, query))).views)
            all += view.friendship.id.toString() + u'\n';
    }
    for (const Session &session : orFatal(await(m_world.identity->sessions.list(alice))))
        all += session.id.toString() + session.clientName + u'\n';
    for (const User &user : orFatal(await(chat.blocks.list(alice))))
        all += user.id.toString() + u'\n';
    const Privacy privacy = orFatal(await(chat.privacy.find(alice)));
    for (const auto audience : {privacy.lastSeen, privacy.avatar, privacy.groups})
        all += QString::number(int(audience));
    return all + QString::number(int(privacy.readReceipts));
}

QString AccessCast::groupState() const
{
    QString all;
    for (const MemberView &view : orFatal(await(m_world.chat->groups.members(alice, group()))))
        all +=
            view.user.id.toString() + (view.member.role == Role::Admin ? u" admin\n"_s : u"\n"_s);
    const HistoryQuery query{group(), 100, {}, {}};
    for (const MessageView &view :
         orFatal(await(m_world.chat->messages.history(alice, query))).messages) {
        if (view.message.sender == alice)
            all += view.message.body + u'\n';
    }
    return all;
}

} // namespace linnet::test
