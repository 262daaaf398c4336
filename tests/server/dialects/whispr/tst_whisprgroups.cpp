// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprGroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanup() { m_whispr.reset(); }

    void createsAGroup();
    void wantsANameAndPeople_data();
    void wantsANameAndPeople();
    void changesAGroup();
    void addsAndRemovesMembers();
    void goesWithTheLastOther();
    void isChangedByMembersOnly();
    void sendsToAGroup();

private:
    static QByteArray at(const char *before, ConversationId group)
    {
        return before + group.toString().toLatin1();
    }
    QJsonObject listed(UserId user)
    {
        return m_whispr->body(m_whispr->ask(Method::Get, "/v1/chat/user-chats", user))["chats"_L1]
            .toArray()
            .first()
            .toObject();
    }

    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprGroupsTest::createsAGroup()
{
    const auto created = m_whispr->ask(
        Method::Post, "/v1/chat/group", m_whispr->alice,
        {{"groupName"_L1, "Project"_L1},
         {"bio"_L1, "all about it"_L1},
         {"participants"_L1, QJsonArray{m_whispr->bob.toString(), m_whispr->carol.toString()}}});
    QVERIFY(created);
    QCOMPARE(created->outcome, Answer::Outcome::Created);
    const QJsonObject chat = m_whispr->body(created)["chat"_L1].toObject();
    QCOMPARE(chat["type"_L1], QJsonValue(u"group"_s));
    QCOMPARE(chat["groupName"_L1], QJsonValue(u"Project"_s));
    QCOMPARE(chat["bio"_L1], QJsonValue(u"all about it"_s));
    QCOMPARE(chat["adminId"_L1], QJsonValue(m_whispr->alice.toString()));
    QCOMPARE(chat["participants"_L1].toArray().size(), 3);
    const QJsonObject row = listed(m_whispr->bob);
    QCOMPARE(row["_id"_L1], chat["_id"_L1]);
    QCOMPARE(row["otherUsers"_L1].toArray().size(), 2);
    QVERIFY(row["unreadMessages"_L1].isNull());
}

void WhisprGroupsTest::wantsANameAndPeople_data()
{
    QTest::addColumn<QJsonObject>("params");
    const QJsonArray bob{u"102"_s};
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("short name") << QJsonObject{{"groupName"_L1, "Team"_L1},
                                               {"participants"_L1, bob}};
    QTest::newRow("long name") << QJsonObject{{"groupName"_L1, QString(301, u'x')},
                                              {"participants"_L1, bob}};
    QTest::newRow("nobody") << QJsonObject{{"groupName"_L1, "Project"_L1},
                                           {"participants"_L1, QJsonArray()}};
    QTest::newRow("no list") << QJsonObject{{"groupName"_L1, "Project"_L1},
                                            {"participants"_L1, "102"_L1}};
}

void WhisprGroupsTest::wantsANameAndPeople()
{
    QFETCH(QJsonObject, params);
    const auto refused = m_whispr->ask(Method::Post, "/v1/chat/group", m_whispr->alice, params);
    QCOMPARE(m_whispr->kindOf(refused), Error::Kind::InvalidInput);
}

void WhisprGroupsTest::changesAGroup()
{
    const ConversationId group = m_whispr->group(m_whispr->alice, {m_whispr->bob});
    const auto changed =
        m_whispr->ask(Method::Put, at("/v1/chat/group/", group), m_whispr->bob,
                      {{"groupName"_L1, QString(300, u'x')}, {"bio"_L1, "new"_L1}});
    QVERIFY(changed);
    QCOMPARE(m_whispr->body(changed)["message"_L1], QJsonValue(u"group successfully updated"_s));
    QCOMPARE(listed(m_whispr->alice)["groupName"_L1], QJsonValue(QString(300, u'x')));
    QCOMPARE(listed(m_whispr->alice)["bio"_L1], QJsonValue(u"new"_s));
}

void WhisprGroupsTest::addsAndRemovesMembers()
{
    const ConversationId group = m_whispr->group(m_whispr->alice, {m_whispr->bob});
    const QJsonObject carol{{"participants"_L1, QJsonArray{m_whispr->carol.toString()}}};
    const auto added =
        m_whispr->ask(Method::Post, at("/v1/chat/group/add/", group), m_whispr->alice, carol);
    QVERIFY(added);
    QCOMPARE(added->outcome, Answer::Outcome::Created);
    QCOMPARE(listed(m_whispr->carol)["participants"_L1].toArray().size(), 3);
    const auto removed =
        m_whispr->ask(Method::Post, at("/v1/chat/group/remove/", group), m_whispr->alice,
                      {{"memberId"_L1, m_whispr->carol.toString()}});
    QCOMPARE(m_whispr->body(removed)["message"_L1], QJsonValue(u"User removed from chat"_s));
    QCOMPARE(listed(m_whispr->bob)["participants"_L1].toArray().size(), 2);
    QCOMPARE(m_whispr->complaint(
                 m_whispr->ask(Method::Post, at("/v1/chat/group/remove/", group), m_whispr->alice)),
             u"Member ID is required"_s);
}

void WhisprGroupsTest::goesWithTheLastOther()
{
    const ConversationId group = m_whispr->group(m_whispr->alice, {m_whispr->bob});
    const auto removed =
        m_whispr->ask(Method::Post, at("/v1/chat/group/remove/", group), m_whispr->alice,
                      {{"memberId"_L1, m_whispr->bob.toString()}});
    QCOMPARE(m_whispr->body(removed)["message"_L1], QJsonValue(u"User removed from chat"_s));
    for (const UserId user : {m_whispr->alice, m_whispr->bob})
        QVERIFY(listed(user).isEmpty());
}

void WhisprGroupsTest::isChangedByMembersOnly()
{
    const ConversationId group = m_whispr->group(m_whispr->alice, {m_whispr->bob});
    const auto renamed = m_whispr->ask(Method::Put, at("/v1/chat/group/", group), m_whispr->mallory,
                                       {{"groupName"_L1, "Stolen"_L1}});
    QCOMPARE(m_whispr->kindOf(renamed), Error::Kind::NotFound);
    QCOMPARE(m_whispr->complaint(renamed), u"Chat not found"_s);
    const auto removed =
        m_whispr->ask(Method::Post, at("/v1/chat/group/remove/", group), m_whispr->bob,
                      {{"memberId"_L1, m_whispr->alice.toString()}});
    QCOMPARE(m_whispr->kindOf(removed), Error::Kind::Forbidden);
}

void WhisprGroupsTest::sendsToAGroup()
{
    const ConversationId group = m_whispr->group(m_whispr->alice, {m_whispr->bob, m_whispr->carol});
    QVERIFY(m_whispr->ask(
        Method::Post, at("/v1/chat/group/", group), m_whispr->bob,
        {{"content"_L1, "hi all"_L1}, {"tempId"_L1, "6f1e0cbe-93a1-4a3e-9df1-1f2f3a4b5c6d"_L1}}));
    const QJsonArray messages =
        m_whispr
            ->body(m_whispr->ask(Method::Get, at("/v1/chat/message/", group),
                                 m_whispr->carol))["messages"_L1]
            .toArray();
    const QJsonObject last = messages.last().toObject();
    QCOMPARE(last["content"_L1], QJsonValue(u"hi all"_s));
    QCOMPARE(last["receivers"_L1].toArray().size(), 2);
    QVERIFY(!last.contains("receiverId"_L1));
}

QTEST_GUILESS_MAIN(WhisprGroupsTest)
#include "tst_whisprgroups.moc"
