// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernChatsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_mern = std::make_unique<MernFixture>(); }
    void cleanup() { m_mern.reset(); }

    void opensAChatUnderAnyOfTheFamilysNames();
    void showsAChatThatIsThereAsTheListDoes();
    void opensAGroupUnderAnyOfTheFamilysNames();
    void wantsToKnowWhom();
    void listsWhatOneIsIn();

private:
    MernFixture::Outcome open(const QJsonObject &params)
    {
        return m_mern->ask(Method::Post, "/api/chats", m_mern->alice, params);
    }

    std::unique_ptr<MernFixture> m_mern;
};

void MernChatsTest::opensAChatUnderAnyOfTheFamilysNames()
{
    QString id;
    for (const QLatin1String name : {"userId"_L1, "participantId"_L1, "recipientId"_L1}) {
        const auto outcome = open({{name, m_mern->bob.toString()}});
        const QJsonObject chat = m_mern->body(outcome);
        QCOMPARE(outcome->outcome, id.isEmpty() ? Answer::Outcome::Created : Answer::Outcome::Done);
        QVERIFY(id.isEmpty() || chat["_id"_L1].toString() == id);
        id = chat["_id"_L1].toString();
        QCOMPARE(chat["name"_L1], QJsonValue(u"User 102"_s));
        QCOMPARE(chat["isGroup"_L1], QJsonValue(false));
        QCOMPARE(chat["participants"_L1].toArray().size(), 2);
        QVERIFY(!chat.contains("groupAdmin"_L1));
    }
}

void MernChatsTest::showsAChatThatIsThereAsTheListDoes()
{
    const ConversationId chat = m_mern->directChat(m_mern->alice, m_mern->bob);
    m_mern->say(m_mern->bob, chat, u"Hi Alice"_s);
    const auto opened = open({{"userId"_L1, m_mern->bob.toString()}});
    QCOMPARE(opened->outcome, Answer::Outcome::Done);
    const auto listed = m_mern->ask(Method::Get, "/api/chats", m_mern->alice);
    QCOMPARE(m_mern->body(opened), listed->body.value()[0].toObject());
    QCOMPARE(m_mern->body(opened)["latestMessage"_L1]["content"_L1], QJsonValue(u"Hi Alice"_s));
    QCOMPARE(m_mern->body(opened)["unreadCount"_L1], QJsonValue(1));
    QCOMPARE(m_mern->body(opened)["id"_L1], QJsonValue(chat.toString()));
    for (const QLatin1String date : {"createdAt"_L1, "updatedAt"_L1})
        QVERIFY(m_mern->body(opened)[date].toString().endsWith(u'Z'));
}

void MernChatsTest::opensAGroupUnderAnyOfTheFamilysNames()
{
    const QJsonArray others{m_mern->bob.toString(), m_mern->carol.toString()};
    for (const QLatin1String title : {"name"_L1, "groupName"_L1, "chatName"_L1}) {
        for (const QLatin1String list : {"users"_L1, "userIds"_L1, "participants"_L1}) {
            const auto outcome = open({{title, "Project"_L1}, {list, others}});
            const QJsonObject chat = m_mern->body(outcome);
            QCOMPARE(chat["chatName"_L1], QJsonValue(u"Project"_s));
            QCOMPARE(chat["isGroupChat"_L1], QJsonValue(true));
            QCOMPARE(chat["users"_L1].toArray().size(), 3);
            QCOMPARE(chat["groupAdmin"_L1]["_id"_L1], QJsonValue(m_mern->alice.toString()));
        }
    }
}

void MernChatsTest::wantsToKnowWhom()
{
    QCOMPARE(m_mern->complaint(open({})), u"Please fill all the fields"_s);
    QCOMPARE(m_mern->complaint(open({{"name"_L1, "Project"_L1}})), u"Please fill all the fields"_s);
    QCOMPARE(m_mern->complaint(open({{"userId"_L1, "7"_L1}})), u"User not found"_s);
    const auto group = open({{"name"_L1, "Project"_L1}, {"users"_L1, QJsonArray{"undefined"_L1}}});
    QCOMPARE(m_mern->kindOf(group), Error::Kind::NotFound);
}

void MernChatsTest::listsWhatOneIsIn()
{
    const ConversationId chat = m_mern->directChat(m_mern->alice, m_mern->bob);
    m_mern->group(m_mern->bob, {m_mern->carol});
    m_mern->say(m_mern->bob, chat, u"Hi Alice"_s);
    const auto outcome = m_mern->ask(Method::Get, "/api/chats", m_mern->alice);
    const QJsonArray rows = outcome->body.value().toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0]["_id"_L1], QJsonValue(chat.toString()));
    QCOMPARE(rows[0]["latestMessage"_L1]["content"_L1], QJsonValue(u"Hi Alice"_s));
    QCOMPARE(rows[0]["latestMessage"_L1]["sender"_L1]["name"_L1], QJsonValue(u"User 102"_s));
    QCOMPARE(rows[0]["unreadCount"_L1], QJsonValue(1));
}

QTEST_GUILESS_MAIN(MernChatsTest)
#include "tst_mernchats.moc"
