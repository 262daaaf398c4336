// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MessageServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void tellsTheOthersAndTheSendersOtherDevices();
    void storesAMessageOnceHoweverOftenItIsSent();
    void storesAMessageOnceWhenItIsSentManyTimesAtOnce();
    void refusesAClientIdForSomethingElse();
    void opensADirectChatForTheFirstMessage();
    void doesNotKnowUnknownRecipients();
    void answersOnlyWhatIsThereToBeSeen();
    void publishesInTheOrderOfTheConversation();
    void refusesTheNextSendOfWhoWasTakenOut();
    void tellsNothingToWhoWasTakenOut();
    void showsTheSendersNewName();
    void pagesThroughHistoryWithoutGaps();
    void pagesByTime();
    void forgetsNothingForARefusal_data();
    void forgetsNothingForARefusal();
    void findsAReplyAgainWhoeverHasGoneSince();
    void findsAFileAgainByItsContent();
    void tellsASenderWithoutASessionAgain();
    void membership_data();
    void membership();

private:
    std::unique_ptr<ChatFixture> m_chat;
};

void MessageServiceTest::tellsTheOthersAndTheSendersOtherDevices()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->alice, direct, u"hello"_s);
    draft.session = SessionId(77);
    const auto sent = await(m_chat->messages.send(draft));
    QVERIFY(sent);
    QCOMPARE(sent->seq, 1);
    QCOMPARE(sent->body, u"hello"_s);

    const auto added = m_chat->recorder.events<MessageAdded>();
    QCOMPARE(added.size(), 1u);
    QCOMPARE(added[0]->audience, std::vector{m_chat->bob});
    const auto &payload = std::get<MessageAdded>(added[0]->payload);
    QCOMPARE(payload.message.id, sent->id);
    QCOMPARE(payload.sender.displayName, u"User 101"_s);

    const auto own = m_chat->recorder.events<MessageSent>();
    QCOMPARE(own.size(), 1u);
    QCOMPARE(own[0]->audience, std::vector{m_chat->alice});
    QCOMPARE(own[0]->except, SessionId(77));
}

void MessageServiceTest::storesAMessageOnceHoweverOftenItIsSent()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->alice, direct, u"hello"_s);
    draft.clientId = u"c-1"_s;
    const auto first = await(m_chat->messages.send(draft));
    m_chat->say(m_chat->bob, direct, u"in between"_s);
    m_chat->clock.advance(std::chrono::hours(24 * 365));
    const auto second = await(m_chat->messages.send(draft));
    QVERIFY(first);
    QVERIFY(second);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->seq, first->seq);
    QCOMPARE(m_chat->recorder.events<MessageAdded>().size(), 2u); // Not a third time.
}

void MessageServiceTest::storesAMessageOnceWhenItIsSentManyTimesAtOnce()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->alice, direct, u"hello"_s);
    draft.clientId = u"c-1"_s;
    std::vector<QCoro::Task<Result<Message>>> sends;
    for (int i = 0; i < 20; ++i)
        sends.push_back(m_chat->messages.send(draft));
    std::set<MessageId> ids;
    for (const auto &sent : awaitAll(std::move(sends))) {
        QVERIFY(sent);
        ids.insert(sent->id);
    }
    QCOMPARE(ids.size(), 1u);
    QCOMPARE(m_chat->recorder.events<MessageAdded>().size(), 1u);
}

void MessageServiceTest::refusesAClientIdForSomethingElse()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->alice, direct, u"hello"_s);
    draft.clientId = u"c-1"_s;
    QVERIFY(await(m_chat->messages.send(draft)));
    draft.body = u"something else"_s;
    const auto other = await(m_chat->messages.send(draft));
    QVERIFY(!other);
    QCOMPARE(other.error().kind, Error::Kind::Conflict);

    draft.sender = m_chat->bob; // Somebody else's ids are their own.
    QVERIFY(await(m_chat->messages.send(draft)));
}

void MessageServiceTest::opensADirectChatForTheFirstMessage()
{
    Draft draft;
    draft.sender = m_chat->alice;
    draft.recipient = m_chat->bob;
    draft.body = u"hello"_s;
    const auto first = await(m_chat->messages.send(draft));
    QVERIFY(first);
    std::swap(draft.sender, *draft.recipient);
    const auto second = await(m_chat->messages.send(draft));
    QVERIFY(second);
    QCOMPARE(second->conversation, first->conversation);
    QCOMPARE(second->seq, 2);

    const auto opened = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(opened.size(), 1u);
    QCOMPARE(opened[0]->audience, (std::vector{m_chat->alice, m_chat->bob}));
}

void MessageServiceTest::doesNotKnowUnknownRecipients()
{
    Draft draft;
    draft.sender = m_chat->alice;
    draft.recipient = UserId(999);
    draft.body = u"hello"_s;
    const auto sent = await(m_chat->messages.send(draft));
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, Error::Kind::NotFound);
    QVERIFY(await(m_chat->conversations.list(m_chat->alice))->empty());
}

void MessageServiceTest::answersOnlyWhatIsThereToBeSeen()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId other = m_chat->directChat(m_chat->alice, m_chat->carol);
    const ConversationId foreign = m_chat->directChat(m_chat->bob, m_chat->carol);
    const Message here = m_chat->say(m_chat->bob, direct, u"question"_s);
    const Message there = m_chat->say(m_chat->alice, other, u"elsewhere"_s);
    const Message secret = m_chat->say(m_chat->bob, foreign, u"secret"_s);

    Draft draft = m_chat->draft(m_chat->alice, direct, u"answer"_s);
    draft.replyTo = here.id;
    const auto answered = await(m_chat->messages.send(draft));
    QVERIFY(answered);
    QCOMPARE(answered->replyTo, std::optional(here.id));
    for (const MessageId wrong : {there.id, secret.id, MessageId(1)}) {
        draft.replyTo = wrong;
        const auto refused = await(m_chat->messages.send(draft));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::NotFound);
    }
    QCOMPARE(m_chat->say(m_chat->alice, direct, u"next"_s).seq, 3); // Nothing left a gap.
}

void MessageServiceTest::publishesInTheOrderOfTheConversation()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    std::vector<QCoro::Task<Result<Message>>> sends;
    for (int i = 0; i < 200; ++i) {
        const UserId sender = i % 2 ? m_chat->alice : m_chat->bob;
        sends.push_back(m_chat->messages.send(m_chat->draft(sender, group, u"x"_s)));
    }
    for (const auto &sent : awaitAll(std::move(sends)))
        QVERIFY(sent);
    qint64 expected = 0;
    for (const MessageAdded &added : m_chat->recorder.payloads<MessageAdded>())
        QCOMPARE(added.message.seq, ++expected);
    QCOMPARE(expected, 200);
}

void MessageServiceTest::refusesTheNextSendOfWhoWasTakenOut()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->say(m_chat->bob, group, u"still here"_s);
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    const auto sent = await(m_chat->messages.send(m_chat->draft(m_chat->bob, group, u"?"_s)));
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, Error::Kind::NotFound);
}

void MessageServiceTest::tellsNothingToWhoWasTakenOut()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    m_chat->say(m_chat->alice, group, u"all here"_s);
    // Both are in one queue, so the message is stored right behind the removal.
    auto removal = m_chat->groups.remove(m_chat->alice, group, m_chat->bob);
    auto send = m_chat->messages.send(m_chat->draft(m_chat->alice, group, u"among us"_s));
    QVERIFY(await(std::move(removal)));
    QVERIFY(await(std::move(send)));
    QCOMPARE(m_chat->recorder.events<MessageAdded>().back()->audience, std::vector{m_chat->carol});
}

void MessageServiceTest::showsTheSendersNewName()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"before"_s);
    ProfileChange change;
    change.displayName = u"Ada"_s;
    QVERIFY(await(m_chat->people.change(m_chat->alice, change)));
    m_chat->say(m_chat->alice, direct, u"after"_s);
    const auto added = m_chat->recorder.payloads<MessageAdded>();
    QCOMPARE(added[0].sender.displayName, u"User 101"_s);
    QCOMPARE(added[1].sender.displayName, u"Ada"_s);
}

void MessageServiceTest::pagesThroughHistoryWithoutGaps()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (int i = 0; i < 25; ++i) // All within one millisecond: time alone could not tell.
        m_chat->say(m_chat->alice, direct, QString::number(i));

    HistoryQuery query{direct, 10, {}, {}};
    std::vector<qint64> seqs;
    for (int page = 0; page < 3; ++page) {
        const auto result = await(m_chat->messages.history(m_chat->bob, query));
        QVERIFY(result);
        for (const MessageView &view : result->messages)
            seqs.push_back(view.message.seq);
        QCOMPARE(result->next.has_value(), page < 2);
        query.beforeSeq = result->next;
    }
    QCOMPARE(seqs.size(), 25u);
    for (size_t i = 0; i < seqs.size(); ++i)
        QCOMPARE(seqs[i], 25 - qint64(i));

    query = {direct, 100'000, {}, {}};
    QCOMPARE(await(m_chat->messages.history(m_chat->bob, query))->messages.size(), 25u);
}

void MessageServiceTest::pagesByTime()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    std::vector<Message> sent;
    for (int i = 0; i < 3; ++i) {
        m_chat->clock.advance(std::chrono::seconds(1));
        sent.push_back(m_chat->say(m_chat->alice, direct, QString::number(i)));
    }
    const HistoryQuery query{direct, 50, sent[2].createdAt, {}};
    const auto result = await(m_chat->messages.history(m_chat->alice, query));
    QVERIFY(result);
    QCOMPARE(result->messages.size(), 2u); // The moment itself is left out.
    QCOMPARE(result->messages[0].message.id, sent[1].id);
    QCOMPARE(result->messages[0].sender.id, m_chat->alice);
    QCOMPARE(result->messages[0].status, DeliveryStatus::Sent);
}

void MessageServiceTest::forgetsNothingForARefusal_data()
{
    QTest::addColumn<bool>("isFirst");
    QTest::addColumn<std::optional<MessageId>>("replyTo");
    QTest::addColumn<Error::Kind>("kind");
    const std::optional<MessageId> none;
    QTest::newRow("a stranger is named") << false << none << Error::Kind::InvalidInput;
    QTest::newRow("a stranger is named first") << true << none << Error::Kind::InvalidInput;
    QTest::newRow("nothing is answered")
        << false << std::optional(MessageId(7)) << Error::Kind::NotFound;
    QTest::newRow("nothing is answered first")
        << true << std::optional(MessageId(7)) << Error::Kind::NotFound;
}

//! What had been written would have to be undone, and all be forgotten that is remembered.
void MessageServiceTest::forgetsNothingForARefusal()
{
    QFETCH(bool, isFirst);
    QFETCH(std::optional<MessageId>, replyTo);
    QFETCH(Error::Kind, kind);
    const auto undone = std::make_shared<std::atomic<int>>(0);
    m_chat->database->whenUndone([undone] { ++*undone; });
    Draft draft = m_chat->draft(m_chat->alice, {}, u"hello"_s);
    draft.clientId = u"c-1"_s;
    draft.replyTo = replyTo;
    draft.mentions = {m_chat->mallory};
    draft.recipient = m_chat->bob;
    draft.conversation.reset();
    if (!isFirst)
        draft.conversation = m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto refused = await(m_chat->messages.send(draft));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, kind);
    QCOMPARE(undone->load(), 0);
    draft.replyTo.reset();
    draft.mentions = {m_chat->bob};
    QCOMPARE(await(m_chat->messages.send(draft))->seq, 1);
}

void MessageServiceTest::findsAReplyAgainWhoeverHasGoneSince()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    Draft draft = m_chat->draft(m_chat->bob, group, u"answer"_s);
    draft.clientId = u"c-1"_s;
    draft.replyTo = m_chat->say(m_chat->alice, group, u"question"_s).id;
    draft.mentions = {m_chat->carol};
    const auto first = await(m_chat->messages.send(draft));
    QVERIFY(first);
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->carol)));
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    QCOMPARE(await(m_chat->messages.send(draft))->id, first->id);
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    QCOMPARE(await(m_chat->messages.send(draft))->id, first->id);

    draft.body = u"another answer"_s;
    QCOMPARE(await(m_chat->messages.send(draft)).error().code, "client_id_reused"_L1);
    draft.clientId = u"c-2"_s;
    QCOMPARE(await(m_chat->messages.send(draft)).error().kind, Error::Kind::NotFound);
}

//! It is kept under another name each time; only the first of them stays.
void MessageServiceTest::findsAFileAgainByItsContent()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto sendFile = [&](qint64 id, char content) {
        Media file;
        file.id = MediaId(id);
        file.name = QByteArray::number(id) + ".png";
        file.sha256 = QByteArray(32, content);
        file.owner = m_chat->alice;
        ChatFixture::orFatal(await(m_chat->database->write([file](Stores &stores) -> Result<int> {
            if (const auto added = stores.media.add(file); !added)
                return added.error();
            return 0;
        })));
        Draft draft = m_chat->draft(m_chat->alice, direct, u""_s);
        draft.clientId = u"c-1"_s;
        draft.kind = MessageKind::Image;
        draft.mediaUrl = u"/api/v1/media/files/"_s + QString::fromLatin1(file.name);
        draft.file = file;
        return await(m_chat->messages.send(draft));
    };
    const auto isKept = [this](const QByteArray &name) {
        return await(m_chat->database->read(
                         [name](Stores &stores) { return stores.media.find(name); }))
            .has_value();
    };
    const auto first = sendFile(1, 'a');
    QVERIFY(first);
    const auto second = sendFile(2, 'a');
    QVERIFY(second);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->mediaUrl, first->mediaUrl);
    QVERIFY(isKept("1.png"));
    QVERIFY(!isKept("2.png"));
    QCOMPARE(sendFile(3, 'b').error().code, "client_id_reused"_L1);
}

void MessageServiceTest::tellsASenderWithoutASessionAgain()
{
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice});
    Draft draft = m_chat->draft(m_chat->alice, group, u"hello"_s);
    draft.clientId = u"c-1"_s;
    const auto told = [this, &draft] {
        m_chat->recorder.clear();
        if (!await(m_chat->messages.send(draft)))
            qFatal("It was not sent.");
        return m_chat->recorder.events<MessageSent>();
    };
    QCOMPARE(told().size(), 1u);
    const auto again = told();
    QCOMPARE(again.size(), 1u);
    QCOMPARE(again[0]->audience, std::vector{m_chat->alice});
    QVERIFY(m_chat->recorder.events<MessageAdded>().empty());

    draft.session = SessionId(77);
    QVERIFY2(told().empty(), "its answer says it");
    draft.session = {};
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, group, m_chat->alice)));
    QVERIFY2(told().empty(), "who is in it is not theirs to know");
}

//! The group: Alice made it with Bob and Carol, message 1; Bob was taken out, line 2; message 3;
//! Mallory came, line 4; message 5.
void MessageServiceTest::membership_data()
{
    QTest::addColumn<qint64>("user");
    QTest::addColumn<std::optional<std::vector<qint64>>>("reads"); // Nothing: not even that it is.
    QTest::addColumn<bool>("sends");

    using Seqs = std::optional<std::vector<qint64>>;
    QTest::newRow("member") << qint64(101) << Seqs({5, 4, 3, 2, 1}) << true;
    QTest::newRow("former member") << qint64(102) << Seqs({2, 1}) << false;
    QTest::newRow("new member") << qint64(104) << Seqs({5}) << true;
    QTest::newRow("stranger") << qint64(105) << Seqs() << false;
}

void MessageServiceTest::membership()
{
    QFETCH(qint64, user);
    QFETCH(std::optional<std::vector<qint64>>, reads);
    QFETCH(bool, sends);
    QVERIFY(await(m_chat->database->write([](Stores &stores) -> Result<int> {
        addUser(stores, UserId(105));
        return 0;
    })));
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    m_chat->say(m_chat->alice, group, u"1"_s);
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    m_chat->say(m_chat->alice, group, u"2"_s);
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->mallory})));
    m_chat->say(m_chat->alice, group, u"3"_s);

    const auto page = await(m_chat->messages.history(UserId(user), {group, 50, {}, {}}));
    QCOMPARE(page.has_value(), reads.has_value());
    if (page) {
        std::vector<qint64> seqs;
        for (const MessageView &view : page->messages)
            seqs.push_back(view.message.seq);
        QCOMPARE(seqs, *reads);
    } else {
        QCOMPARE(page.error().kind, Error::Kind::NotFound);
    }
    const auto sent = await(m_chat->messages.send(m_chat->draft(UserId(user), group, u"4"_s)));
    QCOMPARE(sent.has_value(), sends);
    if (!sent) {
        const auto nowhere =
            await(m_chat->messages.send(m_chat->draft(UserId(user), ConversationId(1), u"4"_s)));
        QCOMPARE(sent.error().kind, Error::Kind::NotFound);
        QCOMPARE(sent.error().message, nowhere.error().message);
        QCOMPARE(sent.error().code, nowhere.error().code);
    }
}

QTEST_GUILESS_MAIN(MessageServiceTest)
#include "tst_messageservice.moc"
