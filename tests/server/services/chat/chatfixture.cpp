// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

namespace linnet::test {

EventRecorder::EventRecorder(EventBus &bus)
{
    bus.listen([this](const SharedEvent &event) {
        std::lock_guard lock(m_mutex);
        m_events.push_back(event);
    });
}

void EventRecorder::clear()
{
    std::lock_guard lock(m_mutex);
    m_events.clear();
}

ChatFixture::ChatFixture()
{
    const auto added = await(database->write([this](Stores &stores) -> Result<int> {
        for (const UserId user : {alice, bob, carol, mallory})
            addUser(stores, user);
        return 0;
    }));
    if (!added)
        qFatal("%s", qPrintable(added.error().detail));
    ids.startAfter(database.highestId());
}

ChatFixture::~ChatFixture()
{
    database.close(); // Before what its threads publish on, and who hears of it, goes away.
}

Draft ChatFixture::draft(UserId sender, ConversationId conversation, const QString &text) const
{
    Draft draft;
    draft.sender = sender;
    draft.conversation = conversation;
    draft.body = text;
    return draft;
}

Message ChatFixture::say(UserId sender, ConversationId conversation, const QString &text)
{
    return orFatal(await(messages.send(draft(sender, conversation, text))));
}

ConversationId ChatFixture::directChat(UserId one, UserId other)
{
    return orFatal(await(conversations.openDirect(one, other))).id;
}

ConversationId ChatFixture::group(UserId creator, const std::vector<UserId> &others)
{
    GroupChange details;
    details.title = QStringLiteral("Project Team");
    return orFatal(await(groups.create(creator, details, others))).group.id;
}

void ChatFixture::befriend(UserId one, UserId other)
{
    orFatal(await(friends.request(one, other)));
    orFatal(await(friends.accept(other, one.value())));
}

void ChatFixture::beginErasure(UserId user)
{
    const auto begun = await(database->write([this, user](Stores &stores) {
        return stores.erasures.put({.user = user, .begunAt = clock.now()});
    }));
    if (!begun)
        qFatal("%s", qPrintable(begun.error().detail));
}

QString ChatFixture::proveAddress(UserId user)
{
    const QString address = QStringLiteral("user%1@example.org").arg(user.value());
    const auto proven = await(database->write([this, user, address](Stores &stores) -> Result<> {
        return stores.accounts.setEmail(user, address, clock.now());
    }));
    if (!proven)
        qFatal("%s", qPrintable(proven.error().detail));
    return address;
}

std::optional<Mail> ChatFixture::nextMail()
{
    const Timestamp now = clock.now();
    const auto job = await(database->write([now](Stores &stores) {
        auto taken = stores.jobs.take({MailJobKind, 1, now, now + std::chrono::minutes(1)});
        if (taken && *taken && !stores.jobs.settle(**taken, {.at = now}))
            qFatal("A mail could not be taken.");
        return taken;
    }));
    if (!job || !*job)
        return std::nullopt;
    return fromPayload((*job)->payload, box);
}

} // namespace linnet::test
