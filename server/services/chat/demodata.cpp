// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/demodata.h"

#include "common/core/idgenerator.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/groupservice.h"
#include "server/services/chat/messageservice.h"
#include "server/storage/database.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

struct Person
{
    QLatin1String phone;
    QLatin1String name;
};

constexpr std::array People = {
    Person{"+911111111111"_L1, "Alice"_L1},
    Person{"+912222222222"_L1, "Bob"_L1},
    Person{"+913333333333"_L1, "Charlie"_L1},
};

const QString GroupTitle = u"Project Team"_s;

} // namespace

DemoData::DemoData(ChatContext context, ConversationService &conversations, GroupService &groups,
                   MessageService &messages)
    : m_context(context)
    , m_conversations(conversations)
    , m_groups(groups)
    , m_messages(messages)
{}

QCoro::Task<Result<>> DemoData::add()
{
    const auto people =
        co_await m_context.database.write([this](Stores &stores) { return addPeople(stores); });
    if (!people)
        co_return people.error();
    const User alice = people->at(0);
    const User bob = people->at(1);
    const auto chat = co_await addDirectChat(alice, bob);
    if (!chat)
        co_return chat.error();
    const auto group = co_await addGroup(alice, {bob.id, people->at(2).id});
    co_return group;
}

Result<std::vector<User>> DemoData::addPeople(Stores &stores) const
{
    std::vector<User> people;
    for (const Person &person : People) {
        const auto known =
            stores.accounts.findByIdentifier({Identifier::Kind::Phone, person.phone});
        if (known) {
            people.push_back(*known);
            continue;
        }
        if (known.error().kind != Error::Kind::NotFound)
            return known.error();
        User user;
        user.id = m_context.ids.next<UserId>();
        user.phone = person.phone;
        user.displayName = person.name;
        user.statusText = u"Hey there! I am using Linnet."_s;
        user.createdAt = m_context.clock.now();
        user.updatedAt = user.createdAt;
        if (const auto added = stores.accounts.add(user); !added)
            return added.error();
        people.push_back(user);
    }
    return people;
}

QCoro::Task<Result<>> DemoData::addDirectChat(User alice, User bob)
{
    const auto chat = co_await m_conversations.openDirect(alice.id, bob.id);
    if (!chat)
        co_return chat.error();
    const std::array<std::pair<User, QString>, 5> lines = {{
        {alice, u"Hi Bob! Have you tried the new server?"_s},
        {bob, u"Just now. It was running before my coffee was."_s},
        {alice, u"And the messages survive a restart?"_s},
        {bob, u"I pulled the plug twice. All there."_s},
        {alice, u"Then let us move the team over."_s},
    }};
    for (const auto &[sender, text] : lines) {
        const auto said = co_await say(sender, chat->id, text);
        if (!said)
            co_return said.error();
    }
    co_return Result<>();
}

QCoro::Task<Result<>> DemoData::addGroup(User alice, std::vector<UserId> others)
{
    const auto views = co_await m_conversations.list(alice.id);
    if (!views)
        co_return views.error();
    const auto isTheGroup = [](const ConversationView &view) {
        return view.conversation.title == GroupTitle;
    };
    if (std::any_of(views->begin(), views->end(), isTheGroup))
        co_return Result<>();

    GroupChange details;
    details.title = GroupTitle;
    const auto created = co_await m_groups.create(alice.id, details, others);
    // Whoever has played with it may not want to be added any more.
    if (!created && created.error().kind == Error::Kind::Forbidden)
        co_return Result<>();
    if (!created)
        co_return created.error();
    const auto said = co_await say(alice, created->group.id, u"Welcome, everybody!"_s);
    co_return said;
}

//! A text is its own client id: said again, it is the same message.
QCoro::Task<Result<>> DemoData::say(User sender, ConversationId conversation, QString text)
{
    Draft draft;
    draft.sender = sender.id;
    draft.conversation = conversation;
    draft.clientId = u"demo: "_s + text;
    draft.body = text;
    const auto sent = co_await m_messages.send(draft);
    if (!sent)
        co_return sent.error();
    co_return Result<>();
}

} // namespace linnet
