// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmessagestore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const UserId Carol(3);
const ConversationId Chat(10);
const ConversationId Other(11);

Message draft(qint64 id, UserId sender = Alice, const QString &clientId = {})
{
    return {.id = MessageId(id),
            .conversation = Chat,
            .sender = sender,
            .clientId = clientId,
            .body = u"Message %1"_s.arg(id),
            .createdAt = test::at(id)};
}

template <typename Views>
std::vector<qint64> seqs(const Views &views)
{
    std::vector<qint64> all;
    for (const auto &view : views)
        all.push_back(view.message.seq);
    return all;
}

using Seqs = std::vector<qint64>;

} // namespace

class SqlMessageStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void givesTheNextPlace();
    void keepsWhatItWasGiven();
    void refusesWhoIsNoMember_data();
    void refusesWhoIsNoMember();
    void returnsTheSameMessageForTheSameClientId();
    void recognisesARepeatOfWhatWasEditedOrRemoved();
    void refusesAnotherContentUnderTheSameClientId_data();
    void refusesAnotherContentUnderTheSameClientId();
    void tellsFilesApartByTheirContent();
    void keepsClientIdsOfDifferentSendersApart();
    void neverLetsTimeFall();
    void letsNoTimeFallInAnotherConversation();
    void goesOnFromTheNewestTimeThatIsStored();
    void goesOnFromTheNewestTimeAfterHistoryWasBroughtIn();
    void waitsForNoClockThatWasFarAhead();
    void waitsForNoStoredTimeThatIsFarAhead();
    void givesNoTwoMessagesTheSameTime();
    void pagesThroughHistory_data();
    void pagesThroughHistory();
    void pagesByTime_data();
    void pagesByTime();
    void showsANewMemberWhatCameAfterThem();
    void showsAFormerMemberNothingNew();
    void hidesAConversationFromStrangers();
    void listsChangesInTheirOrder();
    void listsWhatCameAfterATime();
    void listsNoMoreThanAPageAfterATime();
    void tellsTheStatusOfAMessage();
    void listsWhatAReaderReceived();
    void editsAndRemoves();
    void keepsWhoIsNamed();

private:
    void send(int count, UserId sender = Alice);
    void addGroup(ConversationId group, UserId member);
    Result<AppendedMessage> appendAt(qint64 id, ConversationId conversation, Timestamp time);

    std::unique_ptr<test::TestStores> m_stores;
    qint64 m_nextId = 0;
};

void SqlMessageStoreTest::init()
{
    m_nextId = 100;
    m_stores = std::make_unique<test::TestStores>();
    for (const UserId user : {Alice, Bob, Carol})
        test::addUser(**m_stores, user);
    addGroup(Chat, Bob);
}

void SqlMessageStoreTest::send(int count, UserId sender)
{
    for (int i = 0; i < count; ++i)
        QVERIFY((*m_stores)->messages.append(draft(++m_nextId, sender)));
}

//! A group of Alice's.
void SqlMessageStoreTest::addGroup(ConversationId group, UserId member)
{
    QVERIFY((*m_stores)->conversations.addGroup({.id = group,
                                                 .kind = ConversationKind::Group,
                                                 .title = u"Team"_s,
                                                 .createdBy = Alice,
                                                 .createdAt = test::at(0),
                                                 .updatedAt = test::at(0)},
                                                {member}));
}

Result<AppendedMessage> SqlMessageStoreTest::appendAt(qint64 id, ConversationId conversation,
                                                      Timestamp time)
{
    Message message = draft(id);
    message.conversation = conversation;
    message.createdAt = time;
    return (*m_stores)->messages.append(message);
}

void SqlMessageStoreTest::givesTheNextPlace()
{
    const auto first = (*m_stores)->messages.append(draft(101, Alice));
    const auto second = (*m_stores)->messages.append(draft(102, Bob));
    QVERIFY(first && second);
    QCOMPARE(first->message.seq, 1);
    QCOMPARE(second->message.seq, 2);
    QVERIFY(second->message.changeSeq > first->message.changeSeq);

    const auto conversation = (*m_stores)->conversations.find(Chat, Alice);
    QCOMPARE(conversation->lastSeq, 2);
    QCOMPARE(conversation->lastChange, second->message.changeSeq);
    QCOMPARE(conversation->updatedAt, second->message.createdAt);
}

void SqlMessageStoreTest::keepsWhatItWasGiven()
{
    Message message = draft(101, Alice, u"c1"_s);
    message.kind = MessageKind::Image;
    message.body = u"Grüße 👋\n\"'; DROP TABLE message"_s;
    message.mediaUrl = u"/media/x"_s;
    message.mediaThumbnail = u"/media/t"_s;
    message.mediaSize = 3'000'000'000;
    message.replyTo = MessageId(77);
    QVERIFY((*m_stores)->messages.append(message));

    const auto found = (*m_stores)->messages.find(message.id, Bob);
    QVERIFY(found);
    QCOMPARE(found->conversation, Chat);
    QCOMPARE(found->sender, Alice);
    QCOMPARE(found->clientId, message.clientId);
    QCOMPARE(found->kind, MessageKind::Image);
    QCOMPARE(found->body, message.body);
    QCOMPARE(found->mediaUrl, message.mediaUrl);
    QCOMPARE(found->mediaThumbnail, message.mediaThumbnail);
    QCOMPARE(found->mediaSize, message.mediaSize);
    QCOMPARE(found->replyTo, message.replyTo);
    QCOMPARE(found->createdAt, message.createdAt);
    QVERIFY(!found->editedAt && !found->deletedAt);
}

void SqlMessageStoreTest::refusesWhoIsNoMember_data()
{
    QTest::addColumn<qint64>("sender");
    QTest::addColumn<qint64>("conversation");
    QTest::newRow("a stranger") << Carol.value() << Chat.value();
    QTest::newRow("a former member") << Bob.value() << Chat.value();
    QTest::newRow("nobody") << qint64(99) << Chat.value();
    QTest::newRow("no conversation") << Alice.value() << qint64(99);
}

void SqlMessageStoreTest::refusesWhoIsNoMember()
{
    QFETCH(qint64, sender);
    QFETCH(qint64, conversation);
    QVERIFY((*m_stores)->members.leave(Chat, Bob));
    Message message = draft(101, UserId(sender), u"c1"_s);
    message.conversation = ConversationId(conversation);

    QCOMPARE((*m_stores)->messages.append(message).error().kind, Error::Kind::NotFound);
    QCOMPARE((*m_stores)->conversations.find(Chat, Alice)->lastSeq, 0);
}

void SqlMessageStoreTest::returnsTheSameMessageForTheSameClientId()
{
    const auto first = (*m_stores)->messages.append(draft(101, Alice, u"c1"_s));
    Message again = draft(102, Alice, u"c1"_s);
    again.body = first->message.body;
    const auto second = (*m_stores)->messages.append(again);

    QVERIFY(first->isNew);
    QVERIFY(second && !second->isNew);
    QCOMPARE(second->message.id, first->message.id);
    QCOMPARE(second->message.seq, 1);
    QCOMPARE((*m_stores)->conversations.find(Chat, Alice)->lastSeq, 1);
}

void SqlMessageStoreTest::recognisesARepeatOfWhatWasEditedOrRemoved()
{
    const Message message = draft(101, Alice, u"c1"_s);
    QVERIFY((*m_stores)->messages.append(message));
    QVERIFY((*m_stores)->messages.edit(message.id, u"Better"_s, test::at(200)));
    const auto edited = (*m_stores)->messages.append(message);
    QVERIFY(edited && !edited->isNew);
    QCOMPARE(edited->message.body, u"Better"_s);

    QVERIFY((*m_stores)->messages.remove(message.id, test::at(300)));
    const auto removed = (*m_stores)->messages.append(message);
    QVERIFY(removed && !removed->isNew);
    QVERIFY(removed->message.deletedAt);
}

void SqlMessageStoreTest::refusesAnotherContentUnderTheSameClientId_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("mediaUrl");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("replyTo");
    const int text = int(MessageKind::Text);
    QTest::newRow("another text") << u"Other"_s << QString() << text << qint64(0);
    QTest::newRow("another file") << u"Text"_s << u"/media/x"_s << text << qint64(0);
    QTest::newRow("another kind") << u"Text"_s << QString() << int(MessageKind::Audio) << qint64(0);
    QTest::newRow("a reply") << u"Text"_s << QString() << text << qint64(5);
}

void SqlMessageStoreTest::refusesAnotherContentUnderTheSameClientId()
{
    QFETCH(QString, body);
    QFETCH(QString, mediaUrl);
    QFETCH(int, kind);
    QFETCH(qint64, replyTo);
    Message message = draft(101, Alice, u"c1"_s);
    message.body = u"Text"_s;
    QVERIFY((*m_stores)->messages.append(message));
    message.body = body;
    message.mediaUrl = mediaUrl;
    message.kind = MessageKind(kind);
    if (replyTo != 0)
        message.replyTo = MessageId(replyTo);

    const auto refused = (*m_stores)->messages.append(message);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QCOMPARE(refused.error().code, "client_id_reused"_L1);
    QCOMPARE((*m_stores)->conversations.find(Chat, Alice)->lastSeq, 1);
}

//! Whose addresses are new each time.
void SqlMessageStoreTest::tellsFilesApartByTheirContent()
{
    const QByteArray content(32, 'a');
    Message message = draft(101, Alice, u"c1"_s);
    message.mediaUrl = u"/media/x"_s;
    QVERIFY((*m_stores)->messages.append(message, content)->isNew);
    message.mediaUrl = u"/media/y"_s;
    const auto again = (*m_stores)->messages.append(message, content);
    QVERIFY(again && !again->isNew);
    QCOMPARE(again->message.mediaUrl, u"/media/x"_s);
    QCOMPARE((*m_stores)->messages.append(message, QByteArray(32, 'b')).error().code,
             "client_id_reused"_L1);

    QVERIFY((*m_stores)->messages.remove(message.id, test::at(300)));
    const auto removed = (*m_stores)->messages.append(message, content);
    QVERIFY(removed && !removed->isNew);
}

void SqlMessageStoreTest::keepsClientIdsOfDifferentSendersApart()
{
    QVERIFY((*m_stores)->messages.append(draft(101, Alice, u"c1"_s))->isNew);
    QVERIFY((*m_stores)->messages.append(draft(102, Bob, u"c1"_s))->isNew);
    QVERIFY((*m_stores)->messages.append(draft(103, Alice))->isNew);
    QVERIFY((*m_stores)->messages.append(draft(104, Alice))->isNew);
}

void SqlMessageStoreTest::neverLetsTimeFall()
{
    Message late = draft(101);
    late.createdAt = test::at(3'600'000);
    Message early = draft(102);
    early.createdAt = test::at(0);
    QVERIFY((*m_stores)->messages.append(late));
    QCOMPARE((*m_stores)->messages.append(early)->message.createdAt,
             late.createdAt + std::chrono::milliseconds(1));
}

void SqlMessageStoreTest::letsNoTimeFallInAnotherConversation()
{
    addGroup(Other, Carol);
    for (const qint64 id : {101, 102, 103})
        QVERIFY(appendAt(id, Chat, test::at(3'600'000)));
    // The third came two milliseconds after the clock's, so that no two of a conversation share
    // one.
    QCOMPARE(appendAt(104, Other, test::at(0))->message.createdAt, test::at(3'600'002));
    QCOMPARE(appendAt(105, Other, test::at(4'000'000))->message.createdAt, test::at(4'000'000));
}

void SqlMessageStoreTest::goesOnFromTheNewestTimeThatIsStored()
{
    addGroup(Other, Carol);
    QVERIFY(appendAt(101, Chat, test::at(3'600'000)));
    m_stores->reopen();
    QCOMPARE(appendAt(102, Other, test::at(0))->message.createdAt, test::at(3'600'000));
}

void SqlMessageStoreTest::goesOnFromTheNewestTimeAfterHistoryWasBroughtIn()
{
    addGroup(Other, Carol);
    QVERIFY(appendAt(101, Chat, test::at(3'600'000)));
    Message past = draft(102, Alice, u"past"_s);
    past.conversation = Other;
    past.createdAt = test::at(1000);
    QVERIFY((*m_stores)->history.append(Other, {past}));
    m_stores->reopen();
    QCOMPARE(appendAt(103, Other, test::at(1'800'000))->message.createdAt, test::at(3'600'000));
}

void SqlMessageStoreTest::waitsForNoStoredTimeThatIsFarAhead()
{
    addGroup(Other, Carol);
    QVERIFY(appendAt(101, Chat, test::at(30 * 3'600'000)));
    m_stores->reopen();
    QCOMPARE(appendAt(102, Other, test::at(1000))->message.createdAt, test::at(1000));
    QCOMPARE(appendAt(103, Other, test::at(500))->message.createdAt, test::at(1001));
}

void SqlMessageStoreTest::waitsForNoClockThatWasFarAhead()
{
    addGroup(Other, Carol);
    QVERIFY(appendAt(101, Chat, test::at(30 * 3'600'000)));
    QCOMPARE(appendAt(102, Other, test::at(1000))->message.createdAt, test::at(1000));
    QVERIFY(appendAt(103, Chat, test::at(2000))->message.createdAt > test::at(30 * 3'600'000));
}

void SqlMessageStoreTest::givesNoTwoMessagesTheSameTime()
{
    Message first = draft(101);
    Message second = draft(102);
    first.createdAt = second.createdAt = test::at(1000);
    const auto stored = (*m_stores)->messages.append(first);
    QCOMPARE(stored->message.createdAt, test::at(1000));
    const auto next = (*m_stores)->messages.append(second);
    QVERIFY(next->message.createdAt > stored->message.createdAt);
    const auto page = (*m_stores)->messages.list(
        {.conversation = Chat, .viewer = Bob, .beforeTime = next->message.createdAt});
    QCOMPARE(page->size(), 1u);
    QCOMPARE(page->front().message.id, first.id);
}

void SqlMessageStoreTest::pagesThroughHistory_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<int>("limit");
    QTest::addColumn<Seqs>("expected");
    QTest::newRow("newest") << std::numeric_limits<qint64>::max() << 3 << Seqs{10, 9, 8};
    QTest::newRow("next") << qint64(8) << 3 << Seqs{7, 6, 5};
    QTest::newRow("last is short") << qint64(3) << 3 << Seqs{2, 1};
    QTest::newRow("past the start") << qint64(1) << 3 << Seqs{};
    QTest::newRow("past the end") << qint64(1000) << 2 << Seqs{10, 9};
}

void SqlMessageStoreTest::pagesThroughHistory()
{
    QFETCH(qint64, before);
    QFETCH(int, limit);
    QFETCH(Seqs, expected);
    send(10);
    const auto page = (*m_stores)->messages.list(
        {.conversation = Chat, .viewer = Bob, .beforeSeq = before, .limit = limit});
    QVERIFY(page);
    QCOMPARE(seqs(*page), expected);
    for (const MessageView &view : *page)
        QCOMPARE(view.sender.displayName, u"User 1"_s);
}

void SqlMessageStoreTest::pagesByTime_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<Seqs>("expected");
    QTest::newRow("after all") << qint64(10'000) << Seqs{7, 6, 5};
    QTest::newRow("at the newest") << qint64(107) << Seqs{6, 5, 4};
    QTest::newRow("between") << qint64(104) << Seqs{3, 2, 1};
    QTest::newRow("at the oldest") << qint64(101) << Seqs{};
    QTest::newRow("before all") << qint64(0) << Seqs{};
}

void SqlMessageStoreTest::pagesByTime()
{
    QFETCH(qint64, time);
    QFETCH(Seqs, expected);
    send(7);
    const auto page = (*m_stores)->messages.list(
        {.conversation = Chat, .viewer = Bob, .beforeTime = test::at(time), .limit = 3});
    QCOMPARE(seqs(*page), expected);
}

void SqlMessageStoreTest::showsANewMemberWhatCameAfterThem()
{
    send(3);
    QVERIFY((*m_stores)->members.add(Chat, Carol, Role::Member, test::at(500)));
    send(2);
    const auto page = (*m_stores)->messages.list({.conversation = Chat, .viewer = Carol});
    QCOMPARE(seqs(*page), (Seqs{5, 4}));
    const auto byTime = (*m_stores)->messages.list(
        {.conversation = Chat, .viewer = Carol, .beforeTime = test::at(105)});
    QCOMPARE(seqs(*byTime), (Seqs{4}));
    QVERIFY(!(*m_stores)->messages.find(MessageId(103), Carol));
    QVERIFY((*m_stores)->messages.find(MessageId(104), Carol));
}

void SqlMessageStoreTest::showsAFormerMemberNothingNew()
{
    send(3);
    QVERIFY((*m_stores)->members.leave(Chat, Bob));
    send(2);
    const auto page = (*m_stores)->messages.list({.conversation = Chat, .viewer = Bob});
    QCOMPARE(seqs(*page), (Seqs{3, 2, 1}));
    QVERIFY((*m_stores)->messages.find(MessageId(103), Bob));
    QCOMPARE((*m_stores)->messages.find(MessageId(104), Bob).error().kind, Error::Kind::NotFound);
    QCOMPARE(seqs(*(*m_stores)->messages.listChanges(Chat, Bob, 0, 10)), (Seqs{1, 2, 3}));
}

void SqlMessageStoreTest::hidesAConversationFromStrangers()
{
    send(1);
    auto &messages = (*m_stores)->messages;
    QCOMPARE(messages.list({.conversation = Chat, .viewer = Carol}).error().kind,
             Error::Kind::NotFound);
    QCOMPARE(messages.listChanges(Chat, Carol, 0, 10).error().kind, Error::Kind::NotFound);
    QCOMPARE(messages.find(MessageId(101), Carol).error().kind, Error::Kind::NotFound);
    QVERIFY(messages.listSince(Carol, test::at(0), 10)->empty());
}

void SqlMessageStoreTest::listsChangesInTheirOrder()
{
    send(4);
    auto &messages = (*m_stores)->messages;
    const qint64 before = (*m_stores)->conversations.find(Chat, Alice)->lastChange;
    QVERIFY(messages.edit(MessageId(102), u"New"_s, test::at(600)));
    QVERIFY(messages.remove(MessageId(101), test::at(601)));
    send(1);

    QCOMPARE(seqs(*messages.listChanges(Chat, Bob, before, 10)), (Seqs{2, 1, 5}));
    QCOMPARE(seqs(*messages.listChanges(Chat, Bob, before, 2)), (Seqs{2, 1}));
    QCOMPARE(seqs(*messages.listChanges(Chat, Bob, 0, 10)), (Seqs{3, 4, 2, 1, 5}));
}

void SqlMessageStoreTest::listsWhatCameAfterATime()
{
    const ConversationId other(11);
    QVERIFY((*m_stores)->conversations.addDirect(
        {.id = other, .createdBy = Alice, .createdAt = test::at(0), .updatedAt = test::at(0)},
        Bob));
    send(3); // At 101, 102 and 103.
    Message elsewhere = draft(104, Alice);
    elsewhere.conversation = other;
    QVERIFY((*m_stores)->messages.append(elsewhere));
    m_nextId = 104;
    send(2); // At 105 and 106.

    const auto ids = [this](qint64 time, int limit) {
        std::vector<qint64> all;
        const auto page = (*m_stores)->messages.listSince(Bob, test::at(time), limit);
        for (const MessageView &view : *page)
            all.push_back(view.message.id.value());
        return all;
    };
    QCOMPARE(ids(102, 10), (Seqs{103, 104, 105, 106}));
    QCOMPARE(ids(0, 10), (Seqs{101, 102, 103, 104, 105, 106}));
    QCOMPARE(ids(0, 2), (Seqs{101, 102}));
    QCOMPARE(ids(106, 10), Seqs{});
}

void SqlMessageStoreTest::listsNoMoreThanAPageAfterATime()
{
    send(60);
    const auto page = (*m_stores)->messages.listSince(Bob, test::at(110), 20);
    QCOMPARE(int(page->size()), 20);
    QCOMPARE(page->front().message.seq, 11);
    QCOMPARE(page->back().message.seq, 30);
}

void SqlMessageStoreTest::tellsTheStatusOfAMessage()
{
    send(3, Alice);
    QVERIFY((*m_stores)->members.advanceDelivered(Chat, Bob, 2));
    QVERIFY((*m_stores)->members.advanceRead(Chat, Bob, 1));
    using Statuses = std::vector<DeliveryStatus>;
    const Statuses expected{DeliveryStatus::Sent, DeliveryStatus::Delivered, DeliveryStatus::Read};
    const auto statuses = [this, &expected](UserId viewer) {
        Statuses all;
        const auto page = (*m_stores)->messages.list({.conversation = Chat, .viewer = viewer});
        for (const MessageView &view : *page)
            all.push_back(view.status);
        return all == expected;
    };
    QVERIFY(statuses(Alice));
    QVERIFY(statuses(Bob));
    const auto since = (*m_stores)->messages.listSince(Alice, test::at(0), 10);
    QCOMPARE(since->front().status, DeliveryStatus::Read);
    QCOMPARE(since->back().status, DeliveryStatus::Sent);
}

void SqlMessageStoreTest::listsWhatAReaderReceived()
{
    send(2, Alice);
    send(1, Bob);
    send(1, Alice);
    const auto received = (*m_stores)->messages.listReceived({Chat, 1, 4}, Bob);
    QCOMPARE(int(received->size()), 2);
    QCOMPARE(received->at(0).seq, 2);
    QCOMPARE(received->at(1).seq, 4);
    QCOMPARE(received->at(1).sender, Alice);
}

void SqlMessageStoreTest::editsAndRemoves()
{
    auto &messages = (*m_stores)->messages;
    Message picture = draft(101);
    picture.mediaUrl = u"/media/x"_s;
    QVERIFY(messages.append(picture));
    const auto edited = messages.edit(picture.id, u"New"_s, test::at(200));
    QCOMPARE(edited->body, u"New"_s);
    QCOMPARE(edited->editedAt, std::optional(test::at(200)));
    QCOMPARE(edited->seq, 1);

    const auto removed = messages.remove(picture.id, test::at(300));
    QVERIFY(removed->body.isEmpty() && removed->mediaUrl.isEmpty());
    QCOMPARE(removed->deletedAt, std::optional(test::at(300)));
    const auto again = messages.remove(picture.id, test::at(400));
    QCOMPARE(again->deletedAt, std::optional(test::at(300)));
    QCOMPARE(again->changeSeq, removed->changeSeq);
    QCOMPARE(messages.edit(picture.id, u"Back"_s, test::at(500)).error().kind,
             Error::Kind::NotFound);
    QCOMPARE(messages.remove(MessageId(999), test::at(1)).error().kind, Error::Kind::NotFound);
}

void SqlMessageStoreTest::keepsWhoIsNamed()
{
    MessageStore &messages = (*m_stores)->messages;
    Message message = draft(101, Alice);
    message.mentions = {Bob, UserId(std::numeric_limits<qint64>::max())};
    message.membership = Membership::Ended;
    QVERIFY(messages.append(message));
    const auto found = messages.find(message.id, Bob);
    QCOMPARE(found->mentions, message.mentions);
    QVERIFY(found->membership == Membership::Ended);
    QVERIFY(messages.remove(message.id, test::at(300))->mentions.empty());
    QVERIFY(messages.append(draft(102, Alice))->message.mentions.empty());
}

QTEST_GUILESS_MAIN(SqlMessageStoreTest)
#include "tst_sqlmessagestore.moc"
