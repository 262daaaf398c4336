// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/heldwriter.h"
#include "tests/support/noroom.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ReceiptServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void tellsTheSenderOfADirectChat();
    void deliversWhatCameBefore();
    void waitsForTheLastOfAGroup();
    void readingDeliversToo();
    void saysNothingTwice();
    void combinesABurst();
    void countsWhatWasRead();
    void remembersNothingAndSaysTheSame();
    void ignoresOnesOwnMessages();
    void doesNotKnowForeignMessages();
    void stopsAtTheEndOfMembership();
    void movesSeveralConversationsAtOnce();
    void deliversAllThatWaits();
    void readsWhatCameIntoAnOpenRoom();
    void takesArrivalsOfManyAtOnce();
    void saysWhoWasTheLast();
    void ignoresArrivalsAtStrangers();
    void doesNotSayWhatIsReadInSecret_data();
    void doesNotSayWhatIsReadInSecret();
    void alwaysSaysWhatIsReadInAGroup();
    void leavesShownWhatWasShown();
    void tellsNothingAcrossABlock();
    void acknowledgesWhatIsStored_data();
    void acknowledgesWhatIsStored();
    void survivesWhatFailsBesideIt_data();
    void survivesWhatFailsBesideIt();

private:
    std::vector<StatusChanged> changes() const
    {
        return m_chat->recorder.payloads<StatusChanged>();
    }
    DeliveryStatus statusOf(const Message &message) const
    {
        const auto page =
            await(m_chat->messages.history(message.sender, {message.conversation, 100, {}, {}}));
        for (const MessageView &view : page->messages) {
            if (view.message.id == message.id)
                return view.status;
        }
        qFatal("The message is gone.");
    }

    void setReceipts(UserId user, bool areShown)
    {
        PrivacyChange change;
        change.readReceipts = areShown;
        ChatFixture::orFatal(await(m_chat->privacy.change(user, change)));
    }
    qint64 unread(UserId user) { return await(m_chat->conversations.list(user))->front().unread; }

    std::unique_ptr<ChatFixture> m_chat;
};

void ReceiptServiceTest::tellsTheSenderOfADirectChat()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"hello"_s);
    QCOMPARE(statusOf(message), DeliveryStatus::Sent);

    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    const auto events = m_chat->recorder.events<StatusChanged>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0]->audience, std::vector{m_chat->alice});
    QCOMPARE(events[0]->onlookers, std::vector{m_chat->bob});
    const StatusChanged change = changes()[0];
    QCOMPARE(change.conversation, direct);
    QCOMPARE(change.sender, m_chat->alice);
    QCOMPARE(change.messages, std::vector{message.id});
    QCOMPARE(change.status, DeliveryStatus::Delivered);
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered);
}

void ReceiptServiceTest::deliversWhatCameBefore()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message first = m_chat->say(m_chat->alice, direct, u"1"_s);
    const Message second = m_chat->say(m_chat->alice, direct, u"2"_s);
    const Message third = m_chat->say(m_chat->alice, direct, u"3"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, second.id)));
    QCOMPARE(changes().size(), 1u);
    QCOMPARE(changes()[0].messages, (std::vector{first.id, second.id}));
    QCOMPARE(statusOf(third), DeliveryStatus::Sent);
}

void ReceiptServiceTest::waitsForTheLastOfAGroup()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const Message fromAlice = m_chat->say(m_chat->alice, group, u"1"_s);
    const Message fromBob = m_chat->say(m_chat->bob, group, u"2"_s);

    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, fromAlice.id)));
    QVERIFY(changes().empty());
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->carol, fromBob.id)));
    QCOMPARE(changes().size(), 1u); // Alice's is complete; Bob's still waits for Alice.
    QCOMPARE(changes()[0].sender, m_chat->alice);
    QCOMPARE(changes()[0].messages, std::vector{fromAlice.id});

    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->alice, fromBob.id)));
    QCOMPARE(changes().size(), 2u);
    QCOMPARE(changes()[1].sender, m_chat->bob);
    QCOMPARE(changes()[1].messages, std::vector{fromBob.id});
    QCOMPARE(statusOf(fromAlice), DeliveryStatus::Delivered);
    QCOMPARE(statusOf(fromBob), DeliveryStatus::Delivered);
}

void ReceiptServiceTest::readingDeliversToo()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const Message message = m_chat->say(m_chat->alice, group, u"1"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    QVERIFY(await(m_chat->receipts.markRead(m_chat->carol, group)));
    QCOMPARE(changes().size(), 1u); // Carol read it, Bob has it: delivered.
    QCOMPARE(changes()[0].status, DeliveryStatus::Delivered);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, group)));
    QCOMPARE(changes().size(), 2u);
    QCOMPARE(changes()[1].status, DeliveryStatus::Read);
    QCOMPARE(changes()[1].messages, std::vector{message.id});
    QCOMPARE(statusOf(message), DeliveryStatus::Read);
}

void ReceiptServiceTest::saysNothingTwice()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    for (int i = 0; i < 3; ++i)
        QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    QCOMPARE(changes().size(), 1u);
    for (int i = 0; i < 3; ++i)
        QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, direct)));
    QCOMPARE(changes().size(), 2u);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    QCOMPARE(changes().size(), 2u);
}

void ReceiptServiceTest::combinesABurst()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    std::vector<Message> sent;
    for (int i = 0; i < 50; ++i)
        sent.push_back(m_chat->say(m_chat->alice, direct, QString::number(i)));
    std::vector<QCoro::Task<Result<>>> receipts;
    for (const Message &message : sent)
        receipts.push_back(m_chat->receipts.markDelivered(m_chat->bob, message.id));
    for (const auto &marked : awaitAll(std::move(receipts)))
        QVERIFY(marked);

    QTRY_COMPARE(statusOf(sent.back()), DeliveryStatus::Delivered);
    const auto told = [this] {
        std::vector<MessageId> messages;
        for (const StatusChanged &change : changes())
            messages.insert(messages.end(), change.messages.begin(), change.messages.end());
        return messages;
    };
    QTRY_COMPARE(told().size(), sent.size()); // Each once, in order, in however few events.
    for (size_t i = 0; i < sent.size(); ++i)
        QCOMPARE(told()[i], sent[i].id);
}

void ReceiptServiceTest::countsWhatWasRead()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"1"_s);
    m_chat->say(m_chat->bob, direct, u"2"_s);
    m_chat->say(m_chat->alice, direct, u"3"_s);
    const auto count = await(m_chat->receipts.markRead(m_chat->bob, direct));
    QVERIFY(count);
    QCOMPARE(*count, 2);
    QCOMPARE(*await(m_chat->receipts.markRead(m_chat->bob, direct)), 0);
}

void ReceiptServiceTest::remembersNothingAndSaysTheSame()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    ChatMemory fresh(m_chat->bus, m_chat->database); // As after a restart: nothing is in memory.
    ReceiptService receipts(
        ChatContext{m_chat->database, m_chat->bus, m_chat->clock, m_chat->ids, fresh});
    QVERIFY(await(receipts.markDelivered(m_chat->bob, message.id)));
    QCOMPARE(changes().size(), 1u);
    QCOMPARE(changes()[0].messages, std::vector{message.id});
}

void ReceiptServiceTest::ignoresOnesOwnMessages()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->alice, message.id)));
    QVERIFY(changes().empty());
    QCOMPARE(statusOf(message), DeliveryStatus::Sent);
}

void ReceiptServiceTest::doesNotKnowForeignMessages()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    const auto foreign = await(m_chat->receipts.markDelivered(m_chat->mallory, message.id));
    QVERIFY(!foreign);
    QCOMPARE(foreign.error().kind, Error::Kind::NotFound);
    const auto read = await(m_chat->receipts.markRead(m_chat->mallory, direct));
    const auto missing = await(m_chat->receipts.markRead(m_chat->mallory, ConversationId(1)));
    QVERIFY(!read);
    QCOMPARE(read.error().message, missing.error().message);
    QVERIFY(changes().empty());
}

void ReceiptServiceTest::stopsAtTheEndOfMembership()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const Message message = m_chat->say(m_chat->alice, group, u"1"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->carol, message.id)));
    QVERIFY(changes().empty());
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    const auto late = await(m_chat->receipts.markDelivered(m_chat->bob, message.id));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::NotFound);
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered); // Nobody waits for who has left.
}

void ReceiptServiceTest::movesSeveralConversationsAtOnce()
{
    const ConversationId one = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId other = m_chat->directChat(m_chat->carol, m_chat->bob);
    const ConversationId foreign = m_chat->directChat(m_chat->alice, m_chat->carol);
    m_chat->say(m_chat->alice, one, u"1"_s);
    m_chat->say(m_chat->carol, other, u"2"_s);
    m_chat->say(m_chat->carol, foreign, u"3"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(
        m_chat->bob, ReceiptService::Places{{one, 1}, {other, 1}, {foreign, 1}})));
    QCOMPARE(changes().size(), 2u);
}

void ReceiptServiceTest::deliversAllThatWaits()
{
    const ConversationId one = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId other = m_chat->directChat(m_chat->carol, m_chat->bob);
    const Message first = m_chat->say(m_chat->alice, one, u"1"_s);
    const Message second = m_chat->say(m_chat->carol, other, u"2"_s);
    QVERIFY(await(m_chat->receipts.markAllDelivered(m_chat->bob)));
    QCOMPARE(changes().size(), 2u);
    QCOMPARE(statusOf(first), DeliveryStatus::Delivered);
    QCOMPARE(statusOf(second), DeliveryStatus::Delivered);
    QVERIFY(await(m_chat->receipts.markAllDelivered(m_chat->bob)));
    QCOMPARE(changes().size(), 2u);
}

void ReceiptServiceTest::readsWhatCameIntoAnOpenRoom()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message seen = m_chat->say(m_chat->alice, direct, u"1"_s);
    const Message unseen = m_chat->say(m_chat->alice, direct, u"2"_s);
    QVERIFY(await(m_chat->receipts.markArrived(direct, {{m_chat->bob, unseen.seq, seen.seq}})));
    QCOMPARE(statusOf(seen), DeliveryStatus::Read);
    QCOMPARE(statusOf(unseen), DeliveryStatus::Delivered);
    QCOMPARE(changes().size(), 2u);
}

void ReceiptServiceTest::takesArrivalsOfManyAtOnce()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const Message fromAlice = m_chat->say(m_chat->alice, group, u"1"_s);
    const Message fromBob = m_chat->say(m_chat->bob, group, u"2"_s);
    QVERIFY(await(m_chat->receipts.markArrived(
        group, {{m_chat->alice, 2, 2}, {m_chat->bob, 1, 0}, {m_chat->carol, 2, 2}})));
    QCOMPARE(statusOf(fromAlice), DeliveryStatus::Delivered);
    QCOMPARE(statusOf(fromBob), DeliveryStatus::Read);
    QCOMPARE(changes().size(), 2u);
    QVERIFY(await(m_chat->receipts.markArrived(group, {{m_chat->bob, 1, 1}})));
    QCOMPARE(changes().size(), 3u);
    QCOMPARE(changes()[2].messages, std::vector{fromAlice.id});
    QCOMPARE(changes()[2].status, DeliveryStatus::Read);
}

void ReceiptServiceTest::saysWhoWasTheLast()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"1"_s);
    m_chat->say(m_chat->bob, direct, u"2"_s);
    QVERIFY(
        await(m_chat->receipts.markArrived(direct, {{m_chat->alice, 2, 2}, {m_chat->bob, 1, 1}})));
    QCOMPARE(changes().size(), 2u);
    for (const StatusChanged &change : changes())
        QCOMPARE(change.by, change.sender == m_chat->alice ? m_chat->bob : m_chat->alice);
}

void ReceiptServiceTest::ignoresArrivalsAtStrangers()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    QVERIFY(await(
        m_chat->receipts.markArrived(direct, {{m_chat->mallory, 1, 1}, {m_chat->bob, 1, 0}})));
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered);
}

void ReceiptServiceTest::doesNotSayWhatIsReadInSecret_data()
{
    QTest::addColumn<qint64>("hiding"); // Alice writes, Bob reads.
    QTest::newRow("the reader") << qint64(102);
    QTest::newRow("the writer, who is not told either") << qint64(101);
}

void ReceiptServiceTest::doesNotSayWhatIsReadInSecret()
{
    QFETCH(qint64, hiding);
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    setReceipts(UserId(hiding), false);
    const Message message = m_chat->say(m_chat->alice, direct, u"hello"_s);
    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    QCOMPARE(unread(m_chat->bob), 1);
    const auto before = await(m_chat->sync.after(m_chat->alice, {}));

    QCOMPARE(*await(m_chat->receipts.markRead(m_chat->bob, direct)), 1);
    QCOMPARE(unread(m_chat->bob), 0);
    QCOMPARE(changes().size(), 1u); // That it was delivered.
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered);
    const auto since = await(m_chat->sync.since(m_chat->alice, {}));
    QCOMPARE(since->messages.front().status, DeliveryStatus::Delivered);
    // Nor does a client find by its cursors that anything has happened.
    const auto after = await(m_chat->sync.after(m_chat->alice, before->cursors));
    QCOMPARE(after->cursors, before->cursors);
    QVERIFY(after->receipts.empty());

    m_chat->say(m_chat->bob, direct, u"an answer"_s); // Which shows that it was read to nobody.
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered);
    const auto all = await(m_chat->sync.after(m_chat->alice, {}));
    QCOMPARE(all->receipts.size(), 2u);
    for (const Member &member : all->receipts)
        QVERIFY(member.user == m_chat->alice || member.readSeq == 0);
    setReceipts(UserId(hiding), true);
    QCOMPARE(statusOf(message), DeliveryStatus::Delivered);
    const Message next = m_chat->say(m_chat->alice, direct, u"once more"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, direct)));
    QCOMPARE(statusOf(next), DeliveryStatus::Read);
}

void ReceiptServiceTest::alwaysSaysWhatIsReadInAGroup()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    setReceipts(m_chat->bob, false);
    const Message message = m_chat->say(m_chat->alice, group, u"hello"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, group)));
    QCOMPARE(statusOf(message), DeliveryStatus::Read);
    QCOMPARE(changes().back().status, DeliveryStatus::Read);
}

void ReceiptServiceTest::leavesShownWhatWasShown()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message seen = m_chat->say(m_chat->alice, direct, u"hello"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, direct)));
    setReceipts(m_chat->bob, false);
    const Message unseen = m_chat->say(m_chat->alice, direct, u"hello?"_s);
    QVERIFY(await(m_chat->receipts.markArrived(direct, {{m_chat->bob, unseen.seq, unseen.seq}})));
    QCOMPARE(statusOf(seen), DeliveryStatus::Read);
    QCOMPARE(statusOf(unseen), DeliveryStatus::Delivered);
    QCOMPARE(unread(m_chat->bob), 0);
}

void ReceiptServiceTest::tellsNothingAcrossABlock()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"hello"_s);
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    const auto before = await(m_chat->sync.after(m_chat->alice, {}));

    QVERIFY(await(m_chat->receipts.markDelivered(m_chat->bob, message.id)));
    QVERIFY(await(m_chat->receipts.markAllDelivered(m_chat->bob)));
    QVERIFY(await(m_chat->receipts.markArrived(direct, {{m_chat->bob, 1, 1}})));
    QCOMPARE(unread(m_chat->bob), 0); // Read it is, for the one who did.
    QCOMPARE(*await(m_chat->receipts.markRead(m_chat->bob, direct)), 0);
    QVERIFY(changes().empty());
    QCOMPARE(statusOf(message), DeliveryStatus::Sent);
    const auto after = await(m_chat->sync.after(m_chat->alice, before->cursors));
    QCOMPARE(after->cursors, before->cursors);

    QVERIFY(await(m_chat->blocks.unblock(m_chat->bob, m_chat->alice)));
    QCOMPARE(statusOf(message), DeliveryStatus::Sent);
    const Message next = m_chat->say(m_chat->alice, direct, u"again"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, direct)));
    QCOMPARE(statusOf(next), DeliveryStatus::Read);
}

void ReceiptServiceTest::acknowledgesWhatIsStored_data()
{
    QTest::addColumn<bool>("hasRoom");
    QTest::newRow("stored") << true;
    QTest::newRow("not stored") << false;
}

//! Two reports become one write. Neither is answered before it, and both as it ends.
void ReceiptServiceTest::acknowledgesWhatIsStored()
{
    QFETCH(bool, hasRoom);
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message first = m_chat->say(m_chat->alice, direct, u"1"_s);
    const Message second = m_chat->say(m_chat->alice, direct, u"2"_s);
    const std::vector marked{std::make_shared<Awaited<Result<>>>(),
                             std::make_shared<Awaited<Result<>>>()};
    std::optional<NoRoom> noRoom;
    {
        const HeldWriter held(m_chat->database);
        follow<Result<>>(m_chat->receipts.markDelivered(m_chat->bob, first.id), marked[0]);
        follow<Result<>>(m_chat->receipts.markDelivered(m_chat->bob, second.id), marked[1]);
        QCoreApplication::processEvents();
        for (const auto &each : marked)
            QVERIFY(!each->isDone());
        if (!hasRoom)
            noRoom.emplace();
    }
    waitFor<Result<>>(marked);
    noRoom.reset();
    for (const auto &each : marked)
        QCOMPARE(each->value->has_value(), hasRoom);
    QCOMPARE(changes().size(), hasRoom ? 1u : 0u);
    QCOMPARE(statusOf(second), hasRoom ? DeliveryStatus::Delivered : DeliveryStatus::Sent);
}

void ReceiptServiceTest::survivesWhatFailsBesideIt_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("a chat that is in memory") << true;
    QTest::newRow("a chat that is not") << false;
}

//! The commit that both receipts are in is undone and done again, because of somebody else.
void ReceiptServiceTest::survivesWhatFailsBesideIt()
{
    QFETCH(bool, isKnown);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const Message message = m_chat->say(m_chat->alice, group, u"hello"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->carol, group)));
    if (!isKnown)
        m_chat->memory.rosters.forget(group);
    const auto failLate = [this](Stores &stores) -> Result<> {
        User mallory = *stores.accounts.find(m_chat->mallory);
        mallory.displayName = u"Eve"_s;
        if (!stores.accounts.updateProfile(mallory))
            qFatal("There is nothing to be undone.");
        return Error{Error::Kind::Forbidden, "changed_my_mind"_L1, u"No."_s};
    };

    std::vector<QCoro::Task<Result<>>> delivered;
    std::vector<QCoro::Task<Result<qint64>>> read;
    const auto failed = std::make_shared<Awaited<Result<>>>();
    {
        const HeldWriter held(m_chat->database);
        delivered.push_back(m_chat->receipts.markDelivered(m_chat->bob, message.id));
        read.push_back(m_chat->receipts.markRead(m_chat->bob, group));
        follow<Result<>>(m_chat->database->write(failLate), failed);
    }
    QVERIFY(awaitAll(std::move(delivered)).front());
    QCOMPARE(*awaitAll(std::move(read)).front(), 1);
    waitFor<Result<>>({failed});
    QVERIFY(!*failed->value);

    QCOMPARE(statusOf(message), DeliveryStatus::Read);
    const auto events = m_chat->recorder.events<StatusChanged>();
    QCOMPARE(events.size(), 2u);
    QCOMPARE(changes()[0].status, DeliveryStatus::Delivered);
    QCOMPARE(changes()[1].status, DeliveryStatus::Read);
    for (const SharedEvent &event : events) {
        QCOMPARE(event->audience, std::vector{m_chat->alice});
        QCOMPARE(event->onlookers, (std::vector{m_chat->bob, m_chat->carol}));
    }
}

QTEST_GUILESS_MAIN(ReceiptServiceTest)
#include "tst_receiptservice.moc"
