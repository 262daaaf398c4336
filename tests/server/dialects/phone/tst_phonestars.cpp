// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneStarsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_phone.reset(); }

    void keepsListsAndRemoves();
    void pages();
    void refusesForeignMessagesAndCursors();

private:
    QByteArray starOf(const Message &message) const
    {
        return "/api/v1/chat/messages/" + message.id.toString().toLatin1() + "/star";
    }
    QByteArray list() const
    {
        return "/api/v1/chat/conversations/" + m_direct.toString().toLatin1() + "/stars";
    }

    std::unique_ptr<PhoneFixture> m_phone;
    ConversationId m_direct;
};

void PhoneStarsTest::init()
{
    m_phone = std::make_unique<PhoneFixture>();
    m_direct = m_phone->directChat(m_phone->alice, m_phone->bob);
}

void PhoneStarsTest::keepsListsAndRemoves()
{
    const Message sent = m_phone->say(m_phone->alice, m_direct, u"keep this"_s);
    QVERIFY(m_phone->http(Method::Put, starOf(sent), m_phone->bob));
    const auto listed = m_phone->body(m_phone->http(Method::Get, list(), m_phone->bob));
    QCOMPARE(listed["messages"_L1].toArray().size(), 1);
    QCOMPARE(listed["messages"_L1][0]["id"_L1], QJsonValue(sent.id.toString()));
    QCOMPARE(listed["messages"_L1][0]["text_content"_L1], QJsonValue(u"keep this"_s));
    QVERIFY(m_phone->http(Method::Delete, starOf(sent), m_phone->bob));
    QVERIFY(m_phone->body(m_phone->http(Method::Get, list(), m_phone->bob))["messages"_L1]
                .toArray()
                .isEmpty());
}

void PhoneStarsTest::pages()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_phone->http(Method::Put, starOf(m_phone->say(m_phone->alice, m_direct, u"x"_s)),
                              m_phone->alice));
    const auto first =
        m_phone->body(m_phone->http(Method::Get, list(), m_phone->alice, {{"limit"_L1, 2}}));
    QCOMPARE(first["messages"_L1].toArray().size(), 2);
    const auto second = m_phone->body(m_phone->http(Method::Get, list(), m_phone->alice,
                                                    {{"cursor"_L1, first["nextCursor"_L1]}}));
    QCOMPARE(second["messages"_L1].toArray().size(), 1);
    QVERIFY(!second.contains("nextCursor"_L1));
}

void PhoneStarsTest::refusesForeignMessagesAndCursors()
{
    const Message sent = m_phone->say(m_phone->alice, m_direct, u"private"_s);
    const auto starred = m_phone->http(Method::Put, starOf(sent), m_phone->mallory);
    QCOMPARE(starred.error().kind, Error::Kind::NotFound);
    const auto listed = m_phone->http(Method::Get, list(), m_phone->mallory);
    QCOMPARE(listed.error().kind, Error::Kind::NotFound);
    const auto paged = m_phone->http(Method::Get, list(), m_phone->alice, {{"cursor"_L1, u"x"_s}});
    QCOMPARE(paged.error().kind, Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(PhoneStarsTest)
#include "tst_phonestars.moc"
