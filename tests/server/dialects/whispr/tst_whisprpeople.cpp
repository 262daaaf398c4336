// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprPeopleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanup() { m_whispr.reset(); }

    void showsOneself();
    void changesOneself();
    void takesBackTheNameThatItGave_data();
    void takesBackTheNameThatItGave();
    void findsPeople();
    void listsAndRemovesFriends();
    void listsAllFriends();
    void wantsToKnowWhichFriend();

private:
    QJsonObject self(UserId user)
    {
        return m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/user/currentUser", user))["currentUser"_L1]
            .toObject();
    }
    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprPeopleTest::showsOneself()
{
    m_whispr->befriend(m_whispr->alice, m_whispr->bob);
    const auto answer = m_whispr->ask(Method::Get, "/v1/user/currentUser", m_whispr->alice);
    QCOMPARE(m_whispr->body(answer)["success"_L1], QJsonValue(true));
    const QJsonObject alice = self(m_whispr->alice);
    QCOMPARE(alice["_id"_L1], QJsonValue(m_whispr->alice.toString()));
    QCOMPARE(alice["friends"_L1], QJsonValue(QJsonArray{m_whispr->bob.toString()}));
    QVERIFY(alice.contains("email"_L1));
}

void WhisprPeopleTest::changesOneself()
{
    Call call;
    call.caller.user = m_whispr->alice;
    call.params = {{"username"_L1, "alice.cooper"_L1}, {"bio"_L1, "sings"_L1}};
    m_whispr->attach(call, pngPicture());
    const auto outcome = m_whispr->ask(Method::Put, "/v1/user/currentUser", call);
    QVERIFY(outcome);
    QCOMPARE(outcome->outcome, Answer::Outcome::Created);
    const QJsonObject alice = self(m_whispr->alice);
    QCOMPARE(alice["username"_L1], QJsonValue(u"alice.cooper"_s));
    QCOMPARE(alice["bio"_L1], QJsonValue(u"sings"_s));
    QVERIFY(alice["avatar"_L1].toString().startsWith(
        u"https://chat.example.org/api/v1/media/files/"_s));
    QCOMPARE(await(m_whispr->people.find(m_whispr->alice))->displayName, u"alice.cooper"_s);

    const auto taken = m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->bob,
                                     {{"username"_L1, "Alice.Cooper"_L1}});
    QCOMPARE(m_whispr->kindOf(taken), Error::Kind::InvalidInput);
    QVERIFY(m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->bob));
}

void WhisprPeopleTest::takesBackTheNameThatItGave_data()
{
    QTest::addColumn<ProfileChange>("before");
    ProfileChange named;
    named.displayName = u"Alice Smith"_s;
    QTest::newRow("who has no user name") << named;
    named.username = u"alice.smith"_s;
    QTest::newRow("who has one") << named;
}

void WhisprPeopleTest::takesBackTheNameThatItGave()
{
    QFETCH(ProfileChange, before);
    QVERIFY(await(m_whispr->people.change(m_whispr->alice, before)));
    const QJsonValue shown = self(m_whispr->alice)["username"_L1];
    QVERIFY(m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->alice,
                          {{"username"_L1, shown}, {"bio"_L1, "new"_L1}}));
    const auto alice = await(m_whispr->people.find(m_whispr->alice));
    QCOMPARE(alice->bio, u"new"_s);
    QCOMPARE(alice->displayName, u"Alice Smith"_s);
    QCOMPARE(alice->username, before.username.value_or(QString()));
    const auto other = m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->alice,
                                     {{"username"_L1, "Alice Cooper"_L1}});
    QCOMPARE(m_whispr->kindOf(other), Error::Kind::InvalidInput);
}

void WhisprPeopleTest::findsPeople()
{
    m_whispr->befriend(m_whispr->alice, m_whispr->bob);
    QVERIFY(m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->bob,
                          {{"username"_L1, "builder.bob"_L1}}));
    QVERIFY(m_whispr->ask(Method::Put, "/v1/user/currentUser", m_whispr->carol,
                          {{"username"_L1, "builder.carol"_L1}}));
    const QJsonArray found =
        m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/user/builder", m_whispr->alice))["results"_L1]
            .toArray();
    QCOMPARE(found.size(), 2);
    for (const QJsonValue &each : found) {
        QVERIFY(!each.toObject().contains("email"_L1));
        const bool isBob = each["username"_L1] == QJsonValue(u"builder.bob"_s);
        QCOMPARE(each["friends"_L1].toArray().contains(m_whispr->alice.toString()), isBob);
    }
    QVERIFY(
        m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/user/builder.bob", m_whispr->bob))["results"_L1]
            .toArray()
            .isEmpty()); // Not oneself.
}

void WhisprPeopleTest::listsAndRemovesFriends()
{
    m_whispr->befriend(m_whispr->alice, m_whispr->bob);
    const auto friends = [this] {
        return m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/user/friends", m_whispr->alice))["friends"_L1]
            .toArray();
    };
    QCOMPARE(friends().size(), 1);
    QCOMPARE(friends()[0]["_id"_L1], QJsonValue(m_whispr->bob.toString()));
    const QJsonObject bob{{"friendId"_L1, m_whispr->bob.toString()}};
    const auto removed =
        m_whispr->ask(Method::Post, "/v1/user/friends/remove", m_whispr->alice, bob);
    QCOMPARE(m_whispr->body(removed)["message"_L1], QJsonValue(u"friend removed sucessfully"_s));
    QVERIFY(friends().isEmpty());
    const auto again =
        m_whispr->ask(Method::Delete, "/v1/user/friends/remove", m_whispr->alice, bob);
    QCOMPARE(m_whispr->kindOf(again), Error::Kind::InvalidInput);
}

void WhisprPeopleTest::listsAllFriends()
{
    constexpr int Count = 2 * FriendService::MostListed + 1;
    const auto befriended = await(m_whispr->database->write([this](Stores &stores) -> Result<> {
        for (int i = 0; i < Count; ++i) {
            Friendship friendship;
            friendship.id = m_whispr->ids.next<FriendshipId>();
            friendship.from = m_whispr->alice;
            friendship.to = UserId(10'000 + i);
            friendship.state = FriendshipState::Accepted;
            addUser(stores, friendship.to);
            if (const auto put = stores.friends.put(friendship); !put)
                return put;
        }
        return {};
    }));
    QVERIFY(befriended);
    QCOMPARE(self(m_whispr->alice)["friends"_L1].toArray().size(), Count);
    const auto listed = m_whispr->ask(Method::Get, "/v1/user/friends", m_whispr->alice);
    QCOMPARE(m_whispr->body(listed)["friends"_L1].toArray().size(), Count);
}

void WhisprPeopleTest::wantsToKnowWhichFriend()
{
    const auto none = m_whispr->ask(Method::Post, "/v1/user/friends/remove", m_whispr->alice);
    QCOMPARE(m_whispr->complaint(none), u"Friend ID is required"_s);
    QCOMPARE(m_whispr->kindOf(none), Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(WhisprPeopleTest)
#include "tst_whisprpeople.moc"
