// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprFriendsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanup() { m_whispr.reset(); }

    void befriendsTwo();
    void refusesRequestsThatMakeNoSense();
    void declinesByRequestOrNotification_data();
    void declinesByRequestOrNotification();
    void isNotAnsweredByOthers();

private:
    WhisprFixture::Outcome send(UserId from, UserId to)
    {
        return m_whispr->ask(Method::Post, "/v1/friend/sendFriendRequest", from,
                             {{"receiverId"_L1, to.toString()}});
    }
    WhisprFixture::Outcome accept(UserId user, UserId sender)
    {
        return m_whispr->ask(Method::Post, "/v1/friend/acceptFriendRequest", user,
                             {{"senderId"_L1, sender.toString()}});
    }
    QJsonArray chatsOf(UserId user)
    {
        return m_whispr->body(m_whispr->ask(Method::Get, "/v1/chat/user-chats", user))["chats"_L1]
            .toArray();
    }

    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprFriendsTest::befriendsTwo()
{
    const auto sent = send(m_whispr->alice, m_whispr->bob);
    QVERIFY(sent);
    QCOMPARE(sent->outcome, Answer::Outcome::Created);
    QCOMPARE(m_whispr->body(sent)["message"_L1], QJsonValue(u"Friend request sent successfully"_s));
    QVERIFY(chatsOf(m_whispr->bob).isEmpty());
    const auto accepted = accept(m_whispr->bob, m_whispr->alice);
    QVERIFY(accepted);
    QCOMPARE(accepted->outcome, Answer::Outcome::Created);
    QCOMPARE(m_whispr->body(accepted)["message"_L1], QJsonValue(u"Friend request accepted"_s));
    for (const UserId user : {m_whispr->alice, m_whispr->bob})
        QCOMPARE(chatsOf(user).size(), 1);
    QCOMPARE(m_whispr->kindOf(accept(m_whispr->bob, m_whispr->alice)), Error::Kind::InvalidInput);
}

void WhisprFriendsTest::refusesRequestsThatMakeNoSense()
{
    QCOMPARE(m_whispr->complaint(
                 m_whispr->ask(Method::Post, "/v1/friend/sendFriendRequest", m_whispr->alice)),
             u"Receiver ID is required"_s);
    QCOMPARE(m_whispr->kindOf(send(m_whispr->alice, m_whispr->alice)), Error::Kind::InvalidInput);
    QCOMPARE(m_whispr->kindOf(send(m_whispr->alice, UserId(999))), Error::Kind::NotFound);
    QVERIFY(send(m_whispr->alice, m_whispr->bob));
    for (const auto &outcome :
         {send(m_whispr->alice, m_whispr->bob), send(m_whispr->bob, m_whispr->alice)})
        QCOMPARE(m_whispr->kindOf(outcome), Error::Kind::InvalidInput);
    QCOMPARE(m_whispr->kindOf(accept(m_whispr->carol, m_whispr->alice)), Error::Kind::InvalidInput);
    const auto acceptFrom = [this](const QString &sender) {
        return m_whispr->ask(Method::Post, "/v1/friend/acceptFriendRequest", m_whispr->carol,
                             {{"senderId"_L1, sender}});
    };
    QCOMPARE(m_whispr->complaint(acceptFrom({})), u"Sender ID is required"_s);
    QCOMPARE(m_whispr->complaint(acceptFrom(u"undefined"_s)), u"Friend request not found"_s);
    QCOMPARE(m_whispr->kindOf(acceptFrom(u"undefined"_s)), Error::Kind::InvalidInput);
}

void WhisprFriendsTest::declinesByRequestOrNotification_data()
{
    QTest::addColumn<bool>("byNotification");
    QTest::newRow("request") << false;
    QTest::newRow("notification") << true;
}

void WhisprFriendsTest::declinesByRequestOrNotification()
{
    QFETCH(bool, byNotification);
    const auto request = await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob));
    QVERIFY(request);
    const auto told = await(m_whispr->notifications.list(m_whispr->bob, {}));
    QVERIFY(told);
    const QString id = byNotification ? told->notifications.front().notification.id.toString()
                                      : request->id.toString();
    const QByteArray path = "/v1/friend/declineFriendRequest/" + id.toLatin1();
    const auto declined = m_whispr->ask(Method::Get, path, m_whispr->bob);
    QCOMPARE(m_whispr->body(declined)["message"_L1], QJsonValue(u"Friend request declined "_s));
    QVERIFY(chatsOf(m_whispr->bob).isEmpty());
}

void WhisprFriendsTest::isNotAnsweredByOthers()
{
    const auto request = await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob));
    QVERIFY(request);
    const QByteArray path = "/v1/friend/declineFriendRequest/" + request->id.toString().toLatin1();
    QCOMPARE(m_whispr->kindOf(m_whispr->ask(Method::Get, path, m_whispr->alice)),
             Error::Kind::Forbidden);
    // To everybody else it is as if there were none.
    QCOMPARE(m_whispr->kindOf(m_whispr->ask(Method::Get, path, m_whispr->mallory)),
             Error::Kind::InvalidInput);
    QVERIFY(m_whispr->ask(Method::Delete, path, m_whispr->bob));
    QCOMPARE(m_whispr->kindOf(
                 m_whispr->ask(Method::Get, "/v1/friend/declineFriendRequest/x", m_whispr->bob)),
             Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(WhisprFriendsTest)
#include "tst_whisprfriends.moc"
