// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneFriendsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void becomesFriends();
    void declinesByTheNotification();
    void withdrawsAndRemoves();
    void listsPageByPage();
    void saysWhatIsWrong();

private:
    const QByteArray m_requests = "/api/v1/friends/requests";

    QString ask(UserId user, UserId other)
    {
        const auto asked =
            m_phone->http(Method::Post, m_requests, user, {{"userId"_L1, other.toString()}});
        if (!asked || asked->outcome != Answer::Outcome::Created)
            qFatal("not asked");
        return m_phone->body(asked)["request"_L1]["id"_L1].toString();
    }

    QJsonObject act(Method method, const QByteArray &path, UserId user)
    {
        return m_phone->body(m_phone->http(method, path, user));
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneFriendsTest::becomesFriends()
{
    const QByteArray id = ask(m_phone->alice, m_phone->bob).toLatin1();
    const auto incoming = act(Method::Get, m_requests, m_phone->bob)["requests"_L1].toArray();
    QCOMPARE(incoming.size(), 1);
    QCOMPARE(incoming[0]["user"_L1]["displayName"_L1], QJsonValue(u"User 101"_s));

    const auto accepted = act(Method::Post, m_requests + '/' + id + "/accept", m_phone->bob);
    QCOMPARE(accepted["request"_L1]["state"_L1], QJsonValue(u"accepted"_s));
    QVERIFY(!accepted["conversationId"_L1].toString().isEmpty());
    const QJsonValue friends = act(Method::Get, "/api/v1/friends", m_phone->alice)["friends"_L1];
    QCOMPARE(friends[0]["user"_L1]["id"_L1], QJsonValue(m_phone->bob.toString()));
}

void PhoneFriendsTest::declinesByTheNotification()
{
    ask(m_phone->alice, m_phone->bob);
    const auto told = act(Method::Get, "/api/v1/notifications", m_phone->bob);
    const QByteArray id = told["notifications"_L1][0]["id"_L1].toString().toLatin1();
    const auto declined = act(Method::Post, m_requests + '/' + id + "/decline", m_phone->bob);
    QCOMPARE(declined["request"_L1]["state"_L1], QJsonValue(u"declined"_s));
}

void PhoneFriendsTest::withdrawsAndRemoves()
{
    const QByteArray id = ask(m_phone->alice, m_phone->bob).toLatin1();
    const auto outgoing = m_phone->body(
        m_phone->http(Method::Get, m_requests, m_phone->alice, {{"direction"_L1, "outgoing"_L1}}));
    QCOMPARE(outgoing["requests"_L1].toArray().size(), 1);
    const auto withdrawn = act(Method::Delete, m_requests + '/' + id, m_phone->alice);
    QCOMPARE(withdrawn["request"_L1]["state"_L1], QJsonValue(u"withdrawn"_s));

    m_phone->befriend(m_phone->alice, m_phone->carol);
    const QByteArray carol = "/api/v1/friends/" + m_phone->carol.toString().toLatin1();
    QCOMPARE(act(Method::Delete, carol, m_phone->alice), (QJsonObject{{"success"_L1, true}}));
}

void PhoneFriendsTest::listsPageByPage()
{
    m_phone->befriend(m_phone->alice, m_phone->bob);
    m_phone->befriend(m_phone->alice, m_phone->carol);
    const auto first = m_phone->body(
        m_phone->http(Method::Get, "/api/v1/friends", m_phone->alice, {{"limit"_L1, 1}}));
    QCOMPARE(first["friends"_L1].toArray().size(), 1);
    const auto second =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/friends", m_phone->alice,
                                    {{"limit"_L1, 1}, {"cursor"_L1, first["nextCursor"_L1]}}));
    QVERIFY(first["friends"_L1] != second["friends"_L1]);
}

void PhoneFriendsTest::saysWhatIsWrong()
{
    const auto codeOf = [](const auto &outcome) {
        return outcome ? QString() : QString(outcome.error().code);
    };
    const UserId alice = m_phone->alice;
    QCOMPARE(m_phone->errorBody(m_phone->http(Method::Post, m_requests, alice)),
             (QJsonObject{{"error"_L1, "userId is required"_L1}}));
    QCOMPARE(codeOf(m_phone->http(Method::Post, m_requests, alice, {{"userId"_L1, "x"_L1}})),
             u"user_not_found"_s);
    QCOMPARE(codeOf(m_phone->http(Method::Post, m_requests + "/x/accept", alice)),
             u"friend_request_not_found"_s);
    QCOMPARE(codeOf(m_phone->http(Method::Get, m_requests, alice, {{"direction"_L1, "up"_L1}})),
             u"invalid_input"_s);
    QCOMPARE(codeOf(m_phone->http(Method::Get, m_requests, alice, {{"cursor"_L1, "-1"_L1}})),
             u"invalid_input"_s);
}

QTEST_GUILESS_MAIN(PhoneFriendsTest)
#include "tst_phonefriends.moc"
