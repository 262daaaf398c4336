// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/conversationmerge.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ConversationMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<MergeFixture>(); }
    void putsTheTargetInAGroup();
    void joinsTwoSeatsOfAGroup();
    void readsOneRange_data();
    void readsOneRange();
    void countsWhatIsUnread();
    void numbersEveryChangeOnce();
    void renamesWhoIsNamed();
    void keepsClientIdsApart();
    void takesOverADirectChat();
    void closesASecondDirectChat();
    void closesTheChatOfTheTwo();
    void changesHandsAtOnce();
    void movesAFewMessagesAtATime();
    void movesWhenTheyRead();
    void looksAgainForWhatWasBroughtIn();

private:
    std::unique_ptr<MergeFixture> m_fixture;
};

void ConversationMergeTest::putsTheTargetInAGroup()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->from, m_fixture->other});
    m_fixture->say(group, m_fixture->from);
    QVERIFY(m_fixture->stores().members.mute(group, m_fixture->from, test::at(99)));
    QCOMPARE(m_fixture->merge(), std::vector{group});
    const Member member = m_fixture->memberOf(group, m_fixture->into);
    QCOMPARE(member.role, Role::Admin);
    QVERIFY(!member.leftSeq);
    QCOMPARE(m_fixture->memberOf(group, m_fixture->from).leftSeq, std::optional<qint64>(1));
    QCOMPARE(m_fixture->history(group, m_fixture->into).at(0).message.sender, m_fixture->into);
    const auto list = m_fixture->stores().conversations.list(m_fixture->into, {}, 10);
    QCOMPARE(list->at(0).mutedUntil, std::optional(test::at(99)));
    QCOMPARE(list->at(0).conversation.createdBy, m_fixture->into);
}

void ConversationMergeTest::joinsTwoSeatsOfAGroup()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    for (int i = 0; i < 5; ++i)
        m_fixture->say(group, m_fixture->other);
    QVERIFY(m_fixture->stores().members.setRole(group, m_fixture->from, Role::Admin));
    QVERIFY(m_fixture->stores().members.advanceRead(group, m_fixture->from, 2));
    QVERIFY(m_fixture->stores().members.advanceDelivered(group, m_fixture->from, 5));
    QVERIFY(m_fixture->stores().members.advanceRead(group, m_fixture->into, 3, Reading::Hidden));
    m_fixture->merge();
    const Member member = m_fixture->memberOf(group, m_fixture->into);
    QCOMPARE(member.role, Role::Admin);
    QCOMPARE(member.readSeq, 3);
    QCOMPARE(member.shownReadSeq, 2);
    QCOMPARE(member.deliveredSeq, 5);
    QCOMPARE(m_fixture->stores().conversations.list(m_fixture->into, {}, 10)->at(0).unread, 2);
    QCOMPARE(m_fixture->stores().members.list(group)->size(), 2U);
}

void ConversationMergeTest::readsOneRange_data()
{
    QTest::addColumn<QList<qint64>>("from"); // Came after which message, and left after which.
    QTest::addColumn<QList<qint64>>("into");
    QTest::addColumn<QList<qint64>>("both");

    const qint64 stays = -1;
    QTest::newRow("both stay") << QList{qint64(1), stays} << QList{qint64(3), stays}
                               << QList{qint64(1), stays};
    QTest::newRow("the one left where the other came")
        << QList{qint64(1), qint64(3)} << QList{qint64(3), stays} << QList{qint64(1), stays};
    QTest::newRow("the one left before the other came")
        << QList{qint64(1), qint64(2)} << QList{qint64(3), stays} << QList{qint64(3), stays};
    QTest::newRow("the target left before the source came")
        << QList{qint64(3), stays} << QList{qint64(1), qint64(2)} << QList{qint64(3), stays};
    QTest::newRow("both left") << QList{qint64(1), qint64(4)} << QList{qint64(2), qint64(3)}
                               << QList{qint64(1), qint64(4)};
}

void ConversationMergeTest::readsOneRange()
{
    QFETCH(QList<qint64>, from);
    QFETCH(QList<qint64>, into);
    QFETCH(QList<qint64>, both);
    const ConversationId group = m_fixture->addGroup({m_fixture->other});
    for (qint64 seq = 1; seq <= 5; ++seq) {
        m_fixture->say(group, m_fixture->other);
        for (const auto &[user, range] :
             {std::pair(m_fixture->from, from), std::pair(m_fixture->into, into)}) {
            if (range[0] == seq)
                QVERIFY(m_fixture->stores().members.add(group, user, Role::Member, test::at(seq)));
            if (range[1] == seq)
                QVERIFY(m_fixture->stores().members.leave(group, user));
        }
    }
    m_fixture->merge();
    const Member member = m_fixture->memberOf(group, m_fixture->into);
    QCOMPARE(member.joinedSeq, both[0]);
    QCOMPARE(member.leftSeq.value_or(-1), both[1]);
}

void ConversationMergeTest::countsWhatIsUnread()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    m_fixture->say(group, m_fixture->other);
    for (int i = 0; i < 3; ++i)
        m_fixture->say(group, m_fixture->from);
    m_fixture->say(group, m_fixture->other);
    m_fixture->merge();
    const auto unread = [&] {
        return m_fixture->stores().conversations.list(m_fixture->into, {}, 10)->at(0).unread;
    };
    QCOMPARE(unread(), 2); // What they wrote themselves as somebody else is none.
    m_fixture->say(group, m_fixture->other);
    QCOMPARE(unread(), 3);
    QCOMPARE(m_fixture->stores().members.advanceRead(group, m_fixture->into, 6)->messages, 3);
    QCOMPARE(unread(), 0);
}

void ConversationMergeTest::numbersEveryChangeOnce()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    for (int i = 0; i < 4; ++i) {
        m_fixture->say(group, m_fixture->from);
        m_fixture->say(group, m_fixture->other, {}, {m_fixture->from});
        m_fixture->say(group, m_fixture->into);
    }
    const auto before = m_fixture->stores().conversations.locate(group).value();
    const auto old = m_fixture->history(group, m_fixture->other);
    m_fixture->merge();
    const auto after = m_fixture->stores().conversations.locate(group).value();
    QCOMPARE(after.lastSeq, before.lastSeq);
    QCOMPARE(after.updatedAt, before.updatedAt);

    std::vector<qint64> changes;
    const auto messages =
        m_fixture->stores().messages.listChanges(group, m_fixture->other, before.lastChange, 100);
    for (const MessageView &view : *messages)
        changes.push_back(view.message.changeSeq);
    QCOMPARE(changes.size(), 8U); // Those the source wrote, and those they are named in.
    const auto members = m_fixture->stores().members.listChanges(group, before.lastChange, 9);
    for (const Member &member : *members)
        changes.push_back(member.changeSeq);
    std::ranges::sort(changes);
    QCOMPARE(changes.size(), size_t(after.lastChange - before.lastChange));
    for (size_t i = 0; i < changes.size(); ++i)
        QCOMPARE(changes[i], before.lastChange + qint64(i) + 1);

    const auto now = m_fixture->history(group, m_fixture->other);
    QCOMPARE(now.size(), old.size());
    for (size_t i = 0; i < now.size(); ++i) {
        QCOMPARE(now[i].message.seq, old[i].message.seq);
        QCOMPARE(now[i].message.id, old[i].message.id);
        QCOMPARE(now[i].message.createdAt, old[i].message.createdAt);
    }
}

void ConversationMergeTest::renamesWhoIsNamed()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    m_fixture->say(group, m_fixture->other, {}, {m_fixture->from});
    m_fixture->say(group, m_fixture->other, {}, {m_fixture->into, m_fixture->from});
    m_fixture->say(group, m_fixture->other, {}, {m_fixture->other, m_fixture->from, UserId(4)});
    m_fixture->say(group, m_fixture->other, {}, {UserId(11), m_fixture->other});
    m_fixture->merge();
    const auto now = m_fixture->history(group, m_fixture->other); // The newest first.
    QCOMPARE(now.at(3).message.mentions, std::vector{m_fixture->into});
    QCOMPARE(now.at(2).message.mentions, std::vector{m_fixture->into});
    QCOMPARE(now.at(1).message.mentions,
             (std::vector{m_fixture->other, m_fixture->into, UserId(4)}));
    QCOMPARE(now.at(0).message.mentions, (std::vector{UserId(11), m_fixture->other}));
}

void ConversationMergeTest::keepsClientIdsApart()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    m_fixture->say(group, m_fixture->from, u"1"_s);
    const Message own = m_fixture->say(group, m_fixture->into, u"1"_s);
    const Message sent = m_fixture->say(group, m_fixture->from, u"2"_s);
    m_fixture->merge();
    QCOMPARE(m_fixture->say(group, m_fixture->into, u"1"_s).id, own.id);
    QCOMPARE(m_fixture->say(group, m_fixture->into, u"2"_s).id,
             sent.id); // Sent again by whoever they are now.
    QCOMPARE(m_fixture->stores().conversations.locate(group)->lastSeq, 3);
}

void ConversationMergeTest::takesOverADirectChat()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->from, m_fixture->other);
    m_fixture->say(chat, m_fixture->from);
    m_fixture->say(chat, m_fixture->other);
    m_fixture->merge();
    QCOMPARE(
        m_fixture->stores().conversations.findDirect(m_fixture->other, m_fixture->into)->value().id,
        chat);
    QVERIFY(!*m_fixture->stores().conversations.findDirect(m_fixture->from, m_fixture->other));
    QVERIFY(!m_fixture->stores().members.find(chat, m_fixture->from));
    QCOMPARE(m_fixture->stores().conversations.list(m_fixture->other, {}, 9)->at(0).other->id,
             m_fixture->into);
    QCOMPARE(m_fixture->say(chat, m_fixture->into).seq, 3);
    QVERIFY(!m_fixture->stores().conversations.locate(chat)->isClosed);
}

void ConversationMergeTest::closesASecondDirectChat()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->from, m_fixture->other);
    m_fixture->say(chat, m_fixture->from);
    const ConversationId own = m_fixture->addDirect(m_fixture->into, m_fixture->other);
    m_fixture->say(own, m_fixture->other);
    m_fixture->merge();
    QCOMPARE(
        m_fixture->stores().conversations.findDirect(m_fixture->other, m_fixture->into)->value().id,
        own);
    QVERIFY(!m_fixture->stores().conversations.locate(own)->isClosed);
    QVERIFY(m_fixture->stores().conversations.locate(chat)->isClosed);
    QCOMPARE(m_fixture->history(chat, m_fixture->into).at(0).message.sender, m_fixture->into);
    QCOMPARE(m_fixture->history(chat, m_fixture->other).size(), 1U);
    QCOMPARE(m_fixture->stores().conversations.list(m_fixture->into, {}, 9)->size(), 2U);
}

void ConversationMergeTest::closesTheChatOfTheTwo()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->from, m_fixture->into);
    m_fixture->say(chat, m_fixture->from);
    m_fixture->say(chat, m_fixture->into);
    m_fixture->merge();
    QVERIFY(m_fixture->stores().conversations.locate(chat)->isClosed);
    QVERIFY2(!*m_fixture->stores().conversations.findDirect(m_fixture->from, m_fixture->into),
             "who unblocks the other opens it");
    const auto seen = m_fixture->history(chat, m_fixture->into);
    QCOMPARE(seen.at(0).message.sender, m_fixture->into);
    QCOMPARE(seen.at(1).message.sender, m_fixture->from);
    QCOMPARE(m_fixture->stores().conversations.list(m_fixture->into, {}, 9)->at(0).other->id,
             m_fixture->from);
}

//! Who writes meanwhile goes on writing: to the target.
void ConversationMergeTest::changesHandsAtOnce()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->from, m_fixture->other);
    for (int i = 0; i < 3; ++i)
        m_fixture->say(chat, m_fixture->from);
    QVERIFY(takeSeat(m_fixture->connection(), chat, m_fixture->merger));
    QVERIFY2(takeSeat(m_fixture->connection(), chat, m_fixture->merger), "it is taken");
    Stores &stores = m_fixture->stores();
    QCOMPARE(stores.conversations.findDirect(m_fixture->other, m_fixture->into)->value().id, chat);
    const auto list = stores.conversations.list(m_fixture->other, {}, 9).value();
    QCOMPARE(list.size(), 1U);
    QCOMPARE(list.at(0).other->id, m_fixture->into);
    QCOMPARE(stores.conversations.list(m_fixture->into, {}, 9)->size(), 1U);
    QCOMPARE(stores.members.list(chat)->size(), 2U);
    QVERIFY2(!stores.messages.append({.id = MessageId(1),
                                      .conversation = chat,
                                      .sender = m_fixture->from,
                                      .body = u"Late"_s}),
             "the source writes nothing any more");
    QCOMPARE(m_fixture->say(chat, m_fixture->other).seq, 4);
    QCOMPARE(m_fixture->say(chat, m_fixture->into).seq, 5);
    m_fixture->merge();
    qint64 seq = 5;
    for (const MessageView &view : m_fixture->history(chat, m_fixture->into)) {
        QCOMPARE(view.message.seq, seq--);
        QCOMPARE(view.message.sender, view.message.seq == 4 ? m_fixture->other : m_fixture->into);
    }
    QCOMPARE(seq, 0);
    QVERIFY(!stores.members.find(chat, m_fixture->from));
}

void ConversationMergeTest::movesAFewMessagesAtATime()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->other, m_fixture->from});
    for (int i = 0; i < 10; ++i) {
        m_fixture->say(group, m_fixture->other);
        m_fixture->say(group, m_fixture->from);
    }
    QVERIFY(takeSeat(m_fixture->connection(), group, m_fixture->merger));
    MessageBounds bounds{.after = 0, .looks = 100, .rows = 3};
    auto moved = moveMessages(m_fixture->connection(), group, m_fixture->merger, bounds).value();
    QCOMPARE(moved.messages.size(), 3U);
    QCOMPARE(moved.through, 6);
    QVERIFY(!moved.isEnd);
    bounds = {.after = moved.through, .looks = 5, .rows = 3};
    moved = moveMessages(m_fixture->connection(), group, m_fixture->merger, bounds).value();
    QCOMPARE(moved.messages.size(), 2U); // Of those five.
    QCOMPARE(moved.through, 11);
    bounds = {.after = moved.through, .looks = 100, .rows = 100};
    moved = moveMessages(m_fixture->connection(), group, m_fixture->merger, bounds).value();
    QCOMPARE(moved.messages.size(), 5U);
    QVERIFY(moved.isEnd);
    QCOMPARE(m_fixture->stores().conversations.list(m_fixture->into, {}, 9)->at(0).unread, 10);
}

void ConversationMergeTest::movesWhenTheyRead()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->from, m_fixture->other);
    for (int i = 0; i < 6; ++i)
        m_fixture->say(chat, i % 2 ? m_fixture->from : m_fixture->other);
    for (const qint64 seq : {2, 4, 5})
        m_fixture->read(chat, m_fixture->from, seq);
    m_fixture->read(chat, m_fixture->other, 6);
    const auto before = m_fixture->stores().members.listReadings(chat, 99).value();
    m_fixture->merge({.rows = 1, .looks = 2, .conversations = 1});
    const auto after = m_fixture->stores().members.listReadings(chat, 99).value();
    QCOMPARE(after.size(), before.size());
    for (size_t i = 0; i < after.size(); ++i) {
        QCOMPARE(after[i].through, before[i].through);
        QCOMPARE(after[i].after, before[i].after);
        QCOMPARE(after[i].reader,
                 before[i].reader == m_fixture->from ? m_fixture->into : before[i].reader);
    }
}

void ConversationMergeTest::looksAgainForWhatWasBroughtIn()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->other, m_fixture->from});
    m_fixture->say(group, m_fixture->from);
    m_fixture->say(group, m_fixture->other);
    QVERIFY(takeSeat(m_fixture->connection(), group, m_fixture->merger));
    const MessageBounds rest{.after = 1, .looks = 9, .rows = 9};
    auto moved = moveMessages(m_fixture->connection(), group, m_fixture->merger, rest).value();
    QVERIFY2(!moved.isEnd, "the first one was not looked at");
    QCOMPARE(moved.through, 0);
    const MessageBounds all{.after = 0, .looks = 9, .rows = 9};
    moved = moveMessages(m_fixture->connection(), group, m_fixture->merger, all).value();
    QVERIFY(moved.isEnd);
    QCOMPARE(moved.messages.size(), 1U);
}

QTEST_GUILESS_MAIN(ConversationMergeTest)
#include "tst_conversationmerge.moc"
