// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprStarsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_whispr.reset(); }

    void starsAndLists();
    void refusesForeignMessages();

private:
    WhisprFixture::Outcome star(Method method, UserId user)
    {
        return m_whispr->ask(method, "/v1/chat/star-message/" + m_chat.toString().toLatin1(), user,
                             {{"messageId"_L1, m_message.toString()}});
    }
    WhisprFixture::Outcome list(UserId user)
    {
        return m_whispr->ask(Method::Get,
                             "/api/chat/starred-messages/" + m_chat.toString().toLatin1(), user);
    }

    std::unique_ptr<WhisprFixture> m_whispr;
    ConversationId m_chat;
    MessageId m_message;
};

void WhisprStarsTest::init()
{
    m_whispr = std::make_unique<WhisprFixture>();
    m_chat = m_whispr->directChat(m_whispr->alice, m_whispr->bob);
    m_message = m_whispr->say(m_whispr->alice, m_chat, u"keep this"_s).id;
}

void WhisprStarsTest::starsAndLists()
{
    QVERIFY(star(Method::Post, m_whispr->bob));
    const QJsonObject body = m_whispr->body(list(m_whispr->bob));
    QCOMPARE(body["success"_L1], QJsonValue(true));
    QCOMPARE(body["messages"_L1].toArray().size(), 1);
    QCOMPARE(body["messages"_L1][0]["_id"_L1], QJsonValue(m_message.toString()));
    QCOMPARE(body["messages"_L1][0]["receiverId"_L1], QJsonValue(m_whispr->bob.toString()));
    QVERIFY(star(Method::Delete, m_whispr->bob));
    QVERIFY(m_whispr->body(list(m_whispr->bob))["messages"_L1].toArray().isEmpty());
}

void WhisprStarsTest::refusesForeignMessages()
{
    QCOMPARE(m_whispr->kindOf(star(Method::Post, m_whispr->mallory)), Error::Kind::NotFound);
    QCOMPARE(m_whispr->kindOf(list(m_whispr->mallory)), Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(WhisprStarsTest)
#include "tst_whisprstars.moc"
