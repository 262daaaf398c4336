// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneBlocksTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void blocksAndUnblocks();
    void refusesMessagesInTheSameWordsBothWays();

private:
    void block(UserId user, UserId other)
    {
        m_phone->body(
            m_phone->http(Method::Post, "/api/v1/blocks", user, {{"userId"_L1, other.toString()}}));
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneBlocksTest::blocksAndUnblocks()
{
    block(m_phone->alice, m_phone->bob);
    auto list = m_phone->body(m_phone->http(Method::Get, "/api/v1/blocks", m_phone->alice));
    QCOMPARE(list["blocks"_L1].toArray().size(), 1);
    QCOMPARE(list["blocks"_L1][0]["id"_L1], QJsonValue(m_phone->bob.toString()));

    const QByteArray bob = "/api/v1/blocks/" + m_phone->bob.toString().toLatin1();
    QCOMPARE(m_phone->body(m_phone->http(Method::Delete, bob, m_phone->alice)),
             (QJsonObject{{"success"_L1, true}}));
    list = m_phone->body(m_phone->http(Method::Get, "/api/v1/blocks", m_phone->alice));
    QVERIFY(list["blocks"_L1].toArray().isEmpty());
}

void PhoneBlocksTest::refusesMessagesInTheSameWordsBothWays()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    block(m_phone->alice, m_phone->bob);
    for (const UserId sender : {m_phone->alice, m_phone->bob}) {
        const auto refused =
            m_phone->event("message:send", sender,
                           {{"conversationId"_L1, direct.toString()}, {"textContent"_L1, "Hi"_L1}});
        QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
        QCOMPARE(m_phone->errorBody(refused)["message"_L1],
                 QJsonValue(u"You cannot send messages to this conversation"_s));
    }
}

QTEST_GUILESS_MAIN(PhoneBlocksTest)
#include "tst_phoneblocks.moc"
