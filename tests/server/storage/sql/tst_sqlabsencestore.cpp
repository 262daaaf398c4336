// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlAbsenceStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsTheEarlierTime();
    void listsTheLongestDueFirst();
    void knowsWhenSomebodyWasHere();
    void knowsWhetherSomethingWaits();
    void namesWhatWasMissed();
    void leavesOutWhatIsNotToBeTold();

private:
    AbsenceStore &absences() { return (*m_stores)->absences; }
    std::vector<qint64> due(qint64 now, int most = 10)
    {
        std::vector<qint64> users;
        const auto views = absences().listDue(at(now), most);
        for (const AbsenceView &view : *views)
            users.push_back(view.absence.user.value());
        return users;
    }
    void addSession(qint64 id, qint64 lastSeen)
    {
        Session session;
        session.id = SessionId(id);
        session.user = UserId(1);
        session.lastSeenAt = at(lastSeen);
        session.expiresAt = at(1'000'000);
        QVERIFY((*m_stores)->sessions.add(session));
    }
    void say(qint64 id, UserId sender, ConversationId conversation,
             MessageKind kind = MessageKind::Text)
    {
        QVERIFY((*m_stores)->messages.append({.id = MessageId(id),
                                              .conversation = conversation,
                                              .sender = sender,
                                              .kind = kind,
                                              .body = u"Hello"_s,
                                              .createdAt = at(id)}));
    }
    QStringList missed(qint64 since, qint64 now = 10'000)
    {
        QStringList all;
        const auto conversations = absences().listMissed({UserId(1), at(since), at(now)});
        for (const Missed &each : *conversations)
            all.append(u"%1 %2"_s.arg(each.name).arg(each.count));
        return all;
    }

    const ConversationId m_group{10};
    std::unique_ptr<TestStores> m_stores;
};

void SqlAbsenceStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    for (const qint64 id : {1, 2, 3})
        addUser(**m_stores, UserId(id));
    QVERIFY((*m_stores)->conversations.addGroup({.id = m_group,
                                                 .kind = ConversationKind::Group,
                                                 .title = u"Team"_s,
                                                 .createdBy = UserId(2),
                                                 .createdAt = at(0),
                                                 .updatedAt = at(0)},
                                                {UserId(1), UserId(3)}));
}

void SqlAbsenceStoreTest::keepsTheEarlierTime()
{
    QVERIFY(absences().put({UserId(1), at(50), at(7)}));
    QVERIFY(absences().expect(UserId(1), at(60)));
    QVERIFY(due(49).empty());
    QCOMPARE(due(50), std::vector<qint64>{1});
    QVERIFY(absences().expect(UserId(1), at(40)));
    QCOMPARE(due(40), std::vector<qint64>{1});
    QVERIFY(absences().listDue(at(40), 1)->front().absence.mailedAt == at(7));
    QVERIFY(absences().remove(UserId(1)));
    QVERIFY(due(100).empty());
}

void SqlAbsenceStoreTest::listsTheLongestDueFirst()
{
    QVERIFY(absences().expect(UserId(1), at(30)));
    QVERIFY(absences().expect(UserId(2), at(20)));
    QVERIFY(absences().expect(UserId(3), at(40)));
    QCOMPARE(due(35), (std::vector<qint64>{2, 1}));
    QCOMPARE(due(50, 1), std::vector<qint64>{2});
}

void SqlAbsenceStoreTest::knowsWhenSomebodyWasHere()
{
    QVERIFY(absences().expect(UserId(1), at(1)));
    QCOMPARE(absences().listDue(at(1), 1)->front().lastSeen, at(0)); // When they came.
    addSession(101, 30);
    addSession(102, 20);
    QCOMPARE(absences().listDue(at(1), 1)->front().lastSeen, at(30));
}

void SqlAbsenceStoreTest::knowsWhetherSomethingWaits()
{
    QVERIFY(absences().expect(UserId(1), at(1)));
    QVERIFY(!absences().listDue(at(1), 1)->front().hasUnread);
    Notification told;
    told.id = NotificationId(5);
    told.user = UserId(1);
    told.conversation = m_group;
    QVERIFY((*m_stores)->notifications.add(told));
    QVERIFY(absences().listDue(at(1), 1)->front().hasUnread);
    QVERIFY((*m_stores)->notifications.markRead(UserId(1), m_group, at(9)));
    QVERIFY(!absences().listDue(at(1), 1)->front().hasUnread);
}

void SqlAbsenceStoreTest::namesWhatWasMissed()
{
    const auto direct = (*m_stores)->conversations.addDirect({.id = ConversationId(11),
                                                              .kind = ConversationKind::Direct,
                                                              .createdBy = UserId(2),
                                                              .createdAt = at(0),
                                                              .updatedAt = at(0)},
                                                             UserId(1));
    QVERIFY(direct);
    for (const qint64 id : {100, 200, 300})
        say(id, UserId(3), m_group);
    say(400, UserId(2), ConversationId(11));
    QCOMPARE(missed(0), (QStringList{u"Team 3"_s, u"User 2 1"_s}));
    QCOMPARE(missed(200), (QStringList{u"Team 1"_s, u"User 2 1"_s}));
    QCOMPARE(missed(400), QStringList());
}

void SqlAbsenceStoreTest::leavesOutWhatIsNotToBeTold()
{
    say(100, UserId(3), m_group);
    say(200, UserId(2), m_group);
    say(300, UserId(2), m_group, MessageKind::System);
    QCOMPARE(missed(0), QStringList{u"Team 2"_s});
    QVERIFY((*m_stores)->blocks.add(UserId(1), UserId(3), at(5)));
    QCOMPARE(missed(0), QStringList{u"Team 1"_s});
    QVERIFY((*m_stores)->members.mute(m_group, UserId(1), at(5'000)));
    QCOMPARE(missed(0, 4'999), QStringList());
    QCOMPARE(missed(0, 5'000), QStringList{u"Team 1"_s});
    say(400, UserId(1), m_group);
    QCOMPARE(missed(0), QStringList{u"Team 1"_s});
}

QTEST_GUILESS_MAIN(SqlAbsenceStoreTest)
#include "tst_sqlabsencestore.moc"
