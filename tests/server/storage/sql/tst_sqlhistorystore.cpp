// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlhistorystore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlHistoryStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsTimesAndCountsOn();
    void storesNothingTwice();
    void refusesWhatIsOlder();
    void takesWhatIsOlderThanTheTitle();
    void isReadByAllMembers();
    void isFoundBySynchronisation();
    void knowsNoOtherConversation();
    void keepsWhatBecameOfAMessage();
    void takesCursorsBack();
    void knowsSinceWhenSomebodyIsThere();
    void starsAndReadsOnce();

private:
    Message past(const QString &key, qint64 milliseconds, UserId sender = UserId(1))
    {
        Message message;
        message.id = MessageId(++m_lastId);
        message.conversation = Group;
        message.sender = sender;
        message.clientId = key;
        message.body = u"about "_s + key;
        message.createdAt = test::at(milliseconds);
        return message;
    }
    Stores &stores() { return **m_stores; }
    Conversation group() { return stores().conversations.locate(Group).value(); }

    static constexpr ConversationId Group{10};
    qint64 m_lastId = 1000;
    std::unique_ptr<test::TestStores> m_stores;
};

//! A group of three that was made a second ago.
void SqlHistoryStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 user : {1, 2, 3})
        test::addUser(stores(), UserId(user));
    Conversation group;
    group.id = Group;
    group.kind = ConversationKind::Group;
    group.title = u"Cooking"_s;
    group.createdBy = UserId(1);
    group.createdAt = test::at(1'000'000);
    group.updatedAt = group.createdAt;
    QVERIFY(stores().conversations.addGroup(group, {UserId(2), UserId(3)}));
}

void SqlHistoryStoreTest::keepsTimesAndCountsOn()
{
    const auto appended =
        stores().history.append(Group, {past(u"a"_s, 10), past(u"b"_s, 20, UserId(2))});
    QVERIFY(appended);
    QCOMPARE(appended->size(), 2U);
    QCOMPARE(appended->at(0).message.seq, 1);
    QCOMPARE(appended->at(1).message.seq, 2);
    QVERIFY(appended->at(1).isNew);
    const auto found = stores().messages.find(appended->at(0).message.id, UserId(3));
    QCOMPARE(found->createdAt, test::at(10));
    QCOMPARE(found->body, u"about a"_s);
    QCOMPARE(group().lastSeq, 2);
    QCOMPARE(group().updatedAt, test::at(1'000'000));

    const auto live = stores().messages.append(past(u"c"_s, 2'000'000));
    QCOMPARE(live->message.seq, 3);
    QCOMPARE(live->message.createdAt, test::at(2'000'000));
}

void SqlHistoryStoreTest::storesNothingTwice()
{
    const auto first = stores().history.append(Group, {past(u"a"_s, 10), past(u"b"_s, 20)});
    const qint64 change = group().lastChange;
    Message reworded = past(u"a"_s, 10);
    reworded.body = u"something else"_s;
    const auto again = stores().history.append(Group, {reworded, past(u"b"_s, 20)});
    QVERIFY(again);
    QVERIFY(!again->at(0).isNew);
    QCOMPARE(again->at(0).message.id, first->at(0).message.id);
    QCOMPARE(again->at(0).message.body, u"about a"_s);
    QCOMPARE(group().lastSeq, 2);
    QCOMPARE(group().lastChange, change);

    const auto more = stores().history.append(Group, {past(u"b"_s, 20), past(u"c"_s, 30)});
    QVERIFY(more->at(1).isNew);
    QCOMPARE(more->at(1).message.seq, 3);
    QVERIFY(stores().history.append(Group, {past(u"d"_s, 40), past(u"d"_s, 40)}));
    QCOMPARE(group().lastSeq, 4);
}

void SqlHistoryStoreTest::refusesWhatIsOlder()
{
    QVERIFY(stores().history.append(Group, {past(u"a"_s, 10)}));
    for (const qint64 time : {9, 10}) {
        const auto older = stores().history.append(Group, {past(u"b"_s, time)});
        QVERIFY(!older);
        QCOMPARE(older.error().code, "history_older"_L1);
        QCOMPARE(older.error().kind, Error::Kind::Conflict);
    }
}

void SqlHistoryStoreTest::takesWhatIsOlderThanTheTitle()
{
    Conversation renamed = group();
    renamed.title = u"Baking"_s;
    renamed.updatedAt = test::at(3'000'000);
    QVERIFY(stores().conversations.update(renamed));
    QVERIFY(stores().history.append(Group, {past(u"a"_s, 10)}));
    QCOMPARE(group().updatedAt, test::at(3'000'000));
}

void SqlHistoryStoreTest::isReadByAllMembers()
{
    QVERIFY(stores().messages.append(past(u"live"_s, 1'000'500)));
    QVERIFY(stores().members.leave(Group, UserId(3)));
    QVERIFY(stores().history.append(Group, {past(u"a"_s, 2'000'000), past(u"b"_s, 2'000'001)}));
    for (const qint64 user : {1, 2}) {
        const auto member = stores().members.find(Group, UserId(user));
        QCOMPARE(member->readSeq, 3);
        QCOMPARE(member->deliveredSeq, 3);
        QCOMPARE(member->shownReadSeq, 3);
        const auto list = stores().conversations.list(UserId(user), {}, 10);
        QCOMPARE(list->front().unread, 0);
    }
    QCOMPARE(stores().members.find(Group, UserId(3))->readSeq, 0);
}

void SqlHistoryStoreTest::isFoundBySynchronisation()
{
    const qint64 before = group().lastChange;
    QVERIFY(stores().history.append(Group, {past(u"a"_s, 10), past(u"b"_s, 20)}));
    const auto messages = stores().messages.listChanges(Group, UserId(2), before, 10);
    QCOMPARE(messages->size(), 2U);
    QCOMPARE(messages->front().message.body, u"about a"_s);
    const auto members = stores().members.listChanges(Group, before, 10);
    QCOMPARE(members->size(), 3U);
    std::vector<qint64> changes;
    for (const Member &member : *members)
        changes.push_back(member.changeSeq);
    QCOMPARE(changes, (std::vector<qint64>{before + 3, before + 4, before + 5}));
    QCOMPARE(group().lastChange, before + 5);
}

void SqlHistoryStoreTest::knowsNoOtherConversation()
{
    const auto missing = stores().history.append(ConversationId(77), {past(u"a"_s, 10)});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, "conversation_not_found"_L1);
}

void SqlHistoryStoreTest::keepsWhatBecameOfAMessage()
{
    Message edited = past(u"a"_s, 10);
    edited.editedAt = test::at(11);
    Message deleted = past(u"b"_s, 20);
    deleted.body.clear();
    deleted.deletedAt = test::at(21);
    Message line = past(u"c"_s, 30);
    line.kind = MessageKind::System;
    line.membership = Membership::Ended;
    const auto appended = stores().history.append(Group, {edited, deleted, line});
    const auto stored = stores().exports.listMessages(Group, 0, 10);
    QCOMPARE(stored->size(), 3U);
    QCOMPARE(stored->at(0).editedAt, edited.editedAt);
    QCOMPARE(stored->at(1).deletedAt, deleted.deletedAt);
    QCOMPARE(stored->at(2).membership, line.membership);
    QCOMPARE(stored->at(2).kind, MessageKind::System);
}

void SqlHistoryStoreTest::takesCursorsBack()
{
    QVERIFY(stores().history.append(
        Group, {past(u"a"_s, 10), past(u"b"_s, 20, UserId(2)), past(u"c"_s, 30)}));
    const qint64 change = group().lastChange;
    QVERIFY(stores().history.setCursors(Group, {UserId(2), 2, 1, 1}));
    QVERIFY(stores().history.setCursors(Group, {UserId(1), 99, 98, 97, 96}));
    QVERIFY(stores().history.setCursors(Group, {UserId(3), -5, 2, 3}));
    const auto bob = stores().members.find(Group, UserId(2));
    QCOMPARE(bob->deliveredSeq, 2);
    QCOMPARE(bob->readSeq, 1);
    QCOMPARE(bob->shownReadSeq, 1);
    QVERIFY(bob->changeSeq > change);
    QCOMPARE(stores().conversations.list(UserId(2), {}, 10)->front().unread, 1);
    const auto ann = stores().members.find(Group, UserId(1));
    QCOMPARE(ann->deliveredSeq, 3);
    QCOMPARE(ann->readSeq, 3);
    QVERIFY(stores().conversations.list(UserId(1), {}, 10)->empty());
    const auto cid = stores().members.find(Group, UserId(3));
    QCOMPARE(cid->deliveredSeq, 2);
    QCOMPARE(cid->shownReadSeq, 2);
    QCOMPARE(stores().history.setCursors(Group, {UserId(9)}).error().kind, Error::Kind::NotFound);
    QCOMPARE(stores().history.setCursors(ConversationId(9), {UserId(1)}).error().kind,
             Error::Kind::NotFound);
}

void SqlHistoryStoreTest::knowsSinceWhenSomebodyIsThere()
{
    QVERIFY(stores().history.setStay(Group, {UserId(2), test::at(5), test::at(9)}));
    QVERIFY(stores().history.setStay(Group, {UserId(2)}));
    const auto members = stores().exports.listMembers(Group, UserId(1), 1);
    QCOMPARE(members->front().member.joinedAt, test::at(5));
    QVERIFY(!members->front().mutedUntil);
    QVERIFY(stores().history.setStay(Group, {UserId(2), {}, test::at(9)}));
    QCOMPARE(stores().exports.listMembers(Group, UserId(1), 1)->front().mutedUntil,
             std::optional(test::at(9)));
    QCOMPARE(stores().history.setStay(Group, {UserId(9)}).error().kind, Error::Kind::NotFound);
}

void SqlHistoryStoreTest::starsAndReadsOnce()
{
    const auto said = stores().history.append(Group, {past(u"a"_s, 10)});
    const Message &message = said->front().message;
    QCOMPARE(stores().history.addStar(UserId(2), message, test::at(20)).value(), true);
    QCOMPARE(stores().history.addStar(UserId(2), message, test::at(30)).value(), false);
    QCOMPARE(stores().exports.listStars(Group, {}, 10)->front().at, test::at(20));
    const ReadingStep step{UserId(2), 0, 1, test::at(40)};
    QCOMPARE(stores().history.addReading(Group, step).value(), true);
    QCOMPARE(stores().history.addReading(Group, step).value(), false);
}

QTEST_GUILESS_MAIN(SqlHistoryStoreTest)
#include "tst_sqlhistorystore.moc"
