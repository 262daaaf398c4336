// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneNotificationsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_phone.reset(); }

    void listsAndCounts();
    void marksSomeAndAll();
    void leavesOutWhatIsNoId();

private:
    qint64 mark(const QByteArray &as, const QJsonObject &params)
    {
        const auto marked =
            m_phone->http(Method::Post, "/api/v1/notifications/" + as, m_phone->alice, params);
        return m_phone->body(marked)["unread"_L1].toInteger(-1);
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneNotificationsTest::init()
{
    m_phone = std::make_unique<PhoneFixture>();
    for (const UserId user : {m_phone->bob, m_phone->carol})
        QVERIFY(await(m_phone->friends.request(user, m_phone->alice)));
}

void PhoneNotificationsTest::listsAndCounts()
{
    const QByteArray path = "/api/v1/notifications";
    const auto page =
        m_phone->body(m_phone->http(Method::Get, path, m_phone->alice, {{"limit"_L1, 1}}));
    QCOMPARE(page["notifications"_L1].toArray().size(), 1);
    QCOMPARE(page["notifications"_L1][0]["type"_L1], QJsonValue(u"friend_request"_s));
    QCOMPARE(page["unread"_L1], QJsonValue(2));
    const auto rest =
        m_phone->body(m_phone->http(Method::Get, path, m_phone->alice,
                                    {{"limit"_L1, 5}, {"cursor"_L1, page["nextCursor"_L1]}}));
    QCOMPARE(rest["notifications"_L1].toArray().size(), 1);
    QVERIFY(!rest.contains("nextCursor"_L1));
    const auto count =
        m_phone->body(m_phone->http(Method::Get, path + "/unread-count", m_phone->alice));
    QCOMPARE(count, (QJsonObject{{"unread"_L1, 2}}));
}

void PhoneNotificationsTest::marksSomeAndAll()
{
    const auto page =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/notifications", m_phone->alice));
    const QJsonArray one{page["notifications"_L1][0]["id"_L1]};
    QCOMPARE(mark("read", {{"ids"_L1, one}}), 1);
    QCOMPARE(mark("read", {}), 0);
    QCOMPARE(mark("unread", {{"ids"_L1, one}}), 1);
}

void PhoneNotificationsTest::leavesOutWhatIsNoId()
{
    QCOMPARE(mark("read", {{"ids"_L1, QJsonArray{"x"_L1, "-3"_L1}}}), 2);
    QCOMPARE(mark("read", {{"ids"_L1, QJsonArray()}}), 2);
}

QTEST_GUILESS_MAIN(PhoneNotificationsTest)
#include "tst_phonenotifications.moc"
