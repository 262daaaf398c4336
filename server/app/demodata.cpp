// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/demodata.h"

#include <array>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

struct Person
{
    QLatin1String phone;
    QLatin1String name;
    QLatin1String status;
};

constexpr std::array<Person, 3> People = {{
    {"+911111111111"_L1, "Alice"_L1, "Hey there! I am using Linnet."_L1},
    {"+912222222222"_L1, "Bob"_L1, "At work"_L1},
    {"+913333333333"_L1, "Charlie"_L1, "Busy"_L1},
}};

struct Line
{
    size_t speaker;
    QLatin1String text;
};

constexpr std::array<Line, 5> Dialogue = {{
    {0, "Hi Bob! Have you seen the new server?"_L1},
    {1, "Not yet. What is it called?"_L1},
    {0, "Linnet. It runs on my laptop."_L1},
    {1, "Then it will run on mine."_L1},
    {0, "See you there!"_L1},
}};

User newUser(const Person &person, Foundation &foundation)
{
    User user;
    user.id = foundation.ids.next<UserId>();
    user.phone = person.phone;
    user.displayName = person.name;
    user.statusText = person.status;
    user.createdAt = user.updatedAt = foundation.clock.now();
    return user;
}

//! \return the people that were added; none if they were there.
Result<std::vector<User>> addPeople(Stores &stores, const std::vector<User> &people)
{
    const auto alice =
        stores.accounts.findByIdentifier({Identifier::Kind::Phone, people.front().phone});
    if (alice)
        return std::vector<User>();
    if (alice.error().kind != Error::Kind::NotFound)
        return alice.error();
    for (const User &user : people)
        if (const auto added = stores.accounts.add(user); !added)
            return added.error();
    return people;
}

QCoro::Task<Result<>> addDialogue(ChatParts *chat, std::vector<User> people)
{
    const auto direct = co_await chat->conversations.openDirect(people[0].id, people[1].id);
    if (!direct)
        co_return direct.error();
    for (const Line &line : Dialogue) {
        Draft draft;
        draft.sender = people[line.speaker].id;
        draft.conversation = direct->id;
        draft.body = line.text;
        const auto sent = co_await chat->messages.send(draft);
        if (!sent)
            co_return sent.error();
    }
    co_return {};
}

} // namespace

QCoro::Task<Result<>> addDemoData(Foundation *foundation, ChatParts *chat)
{
    std::vector<User> people;
    for (const Person &person : People)
        people.push_back(newUser(person, *foundation));
    auto work = [people](Stores &stores) { return addPeople(stores, people); };
    const auto added = co_await foundation->database->write(work);
    if (!added)
        co_return added.error();
    if (added->empty())
        co_return {};
    const auto talked = co_await addDialogue(chat, people);
    if (!talked)
        co_return talked.error();
    GroupChange details;
    details.title = u"Project Team"_s;
    const std::vector<UserId> others = {people[1].id, people[2].id};
    const auto group = co_await chat->groups.create(people[0].id, details, others);
    if (!group)
        co_return group.error();
    co_return {};
}

} // namespace linnet
