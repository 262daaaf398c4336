// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupchronicle.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupChronicleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void saysWhoCame();
    void saysWhoWent_data();
    void saysWhoWent();
    void tellsWhoCameOfIt();
    void tellsNothingTwice();
    void startsAGroupWithoutALine();

private:
    std::vector<Message> lines() const
    {
        std::vector<Message> found;
        for (const MessageAdded &added : m_chat->recorder.payloads<MessageAdded>()) {
            if (added.message.kind == MessageKind::System)
                found.push_back(added.message);
        }
        return found;
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void GroupChronicleTest::saysWhoCame()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->recorder.clear();
    m_chat->clock.advance(std::chrono::seconds(1));
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol, m_chat->mallory})));
    QCOMPARE(lines().size(), 1u);
    QCOMPARE(lines().front().body, u"User 101 added User 103 and User 104"_s);
    QCOMPARE(lines().front().seq, 1);
    QCOMPARE(lines().front().mentions, (std::vector{m_chat->carol, m_chat->mallory}));
    QVERIFY(lines().front().membership == Membership::Began);

    const auto changes = m_chat->recorder.payloads<MembersChanged>();
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes.front().actor.id, m_chat->alice);
    QCOMPARE(changes.front().added.size(), 2u);
    QVERIFY(changes.front().removed.empty());
    QVERIFY(changes.front().message == lines().front().id);
    QCOMPARE(changes.front().at, lines().front().createdAt);
    QVERIFY(changes.front().at > changes.front().conversation.createdAt);

    HistoryQuery query;
    query.conversation = group;
    const auto history = await(m_chat->messages.history(m_chat->bob, query));
    QCOMPARE(history->messages.front().message.kind, MessageKind::System);
    QVERIFY(history->messages.front().message.membership == Membership::Began);
    // Who comes reads from then on.
    QVERIFY(await(m_chat->messages.history(m_chat->carol, query))->messages.empty());
    QCOMPARE(m_chat->recorder.events<MessageAdded>().front()->audience, std::vector{m_chat->bob});
}

void GroupChronicleTest::saysWhoWent_data()
{
    QTest::addColumn<qint64>("actor");
    QTest::addColumn<QString>("line");
    QTest::newRow("removed") << qint64(101) << u"User 101 removed User 102"_s;
    QTest::newRow("left") << qint64(102) << u"User 102 left"_s;
}

void GroupChronicleTest::saysWhoWent()
{
    QFETCH(qint64, actor);
    QFETCH(QString, line);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.remove(UserId(actor), group, m_chat->bob)));
    QCOMPARE(lines().size(), 1u);
    QCOMPARE(lines().front().body, line);
    const auto changes = m_chat->recorder.events<MembersChanged>();
    QCOMPARE(changes.front()->audience, (std::vector{m_chat->alice, m_chat->carol, m_chat->bob}));

    HistoryQuery query;
    query.conversation = group;
    const auto history = await(m_chat->messages.history(m_chat->bob, query));
    QCOMPARE(history->messages.front().message.body, line); // The last thing they see.
    m_chat->say(m_chat->alice, group, u"Without Bob"_s);
    QCOMPARE(await(m_chat->messages.history(m_chat->bob, query))->messages.size(), 1u);
}

void GroupChronicleTest::tellsWhoCameOfIt()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol})));
    for (const UserId user : {m_chat->bob, m_chat->carol}) {
        const auto told = await(m_chat->notifications.list(user, {}));
        QCOMPARE(told->notifications.size(), 1u);
        const Notification &notification = told->notifications.front().notification;
        QCOMPARE(notification.kind, NotificationKind::AddedToGroup);
        QVERIFY(notification.conversation == group);
        QVERIFY(notification.actor == m_chat->alice);
        QCOMPARE(notification.data[u"title"_s], QJsonValue(u"Project Team"_s));
    }
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->alice)), 0);
}

void GroupChronicleTest::tellsNothingTwice()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    QVERIFY(lines().empty());
    QVERIFY(m_chat->recorder.events<MembersChanged>().empty());
    QVERIFY(m_chat->recorder.events<NotificationAdded>().empty());
    QVERIFY(!await(m_chat->groups.remove(m_chat->alice, group, m_chat->carol)));
    QVERIFY(lines().empty());
}

void GroupChronicleTest::startsAGroupWithoutALine()
{
    m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(lines().empty());
    const auto changes = m_chat->recorder.payloads<MembersChanged>();
    QCOMPARE(changes.size(), 1u);
    QVERIFY(!changes.front().message);
    QCOMPARE(changes.front().at, m_chat->clock.now());
}

QTEST_GUILESS_MAIN(GroupChronicleTest)
#include "tst_groupchronicle.moc"
