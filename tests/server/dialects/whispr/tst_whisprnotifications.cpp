// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/notificationwriter.h"
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprNotificationsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanup() { m_whispr.reset(); }

    void listsWhatOneWasTold();
    void marksThemAsRead();
    void listsAllThatItCounts();
    void countsNothingThatItCannotShow();
    void marksNobodyElses();
    void listsByOnesOwnIdAlone();
    void marksOneUnreadAgain();

private:
    QJsonArray listed(UserId user)
    {
        return m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/notifications", user))["notifications"_L1]
            .toArray();
    }
    int unread(UserId user)
    {
        return m_whispr
            ->body(m_whispr->ask(Method::Get, "/v1/notifications/unread-notifications",
                                 user))["notifications"_L1]
            .toInt(-1);
    }

    //! Tells Bob \p count times of \p actor.
    void tell(int count, std::optional<User> actor)
    {
        const NotificationWriter writer(m_whispr->notificationContext);
        const auto told = await(m_whispr->database->write([&](Stores &stores) -> Result<qint64> {
            Notification draft;
            draft.user = m_whispr->bob;
            if (actor)
                draft.actor = actor->id;
            for (int i = 0; i < count; ++i) {
                if (const auto one = writer.add(stores, draft, actor); !one)
                    return one.error();
            }
            return stores.notifications.countUnread(m_whispr->bob, NotificationScope::All);
        }));
        QVERIFY(told);
    }

    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprNotificationsTest::listsWhatOneWasTold()
{
    QVERIFY(listed(m_whispr->bob).isEmpty());
    m_whispr->orFatal(await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob)));
    const QJsonArray told = listed(m_whispr->bob);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0]["type"_L1], QJsonValue(u"Pending"_s));
    QCOMPARE(told[0]["from"_L1]["_id"_L1], QJsonValue(m_whispr->alice.toString()));
    QCOMPARE(told[0]["to"_L1], QJsonValue(m_whispr->bob.toString()));
    QCOMPARE(told[0]["read"_L1], QJsonValue(false));
    m_whispr->orFatal(await(m_whispr->friends.accept(m_whispr->bob, m_whispr->alice.value())));
    QCOMPARE(listed(m_whispr->alice)[0]["type"_L1], QJsonValue(u"Accepted"_s));
}

void WhisprNotificationsTest::marksThemAsRead()
{
    m_whispr->orFatal(await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob)));
    QCOMPARE(unread(m_whispr->bob), 1);
    const QJsonObject params{
        {"notificationIds"_L1, QJsonArray{listed(m_whispr->bob)[0]["_id"_L1], u"nonsense"_s}}};
    const auto marked =
        m_whispr->ask(Method::Post, "/v1/notifications/mark-as-read", m_whispr->bob, params);
    QCOMPARE(m_whispr->body(marked)["message"_L1],
             QJsonValue(u"notifications marked successfully"_s));
    QCOMPARE(unread(m_whispr->bob), 0);
    QCOMPARE(listed(m_whispr->bob)[0]["read"_L1], QJsonValue(true));
    QCOMPARE(m_whispr->kindOf(
                 m_whispr->ask(Method::Post, "/v1/notifications/mark-as-read", m_whispr->bob)),
             Error::Kind::InvalidInput);
}

void WhisprNotificationsTest::listsAllThatItCounts()
{
    constexpr int Most = NotificationWriter::MostKept;
    tell(Most, m_whispr->orFatal(await(m_whispr->people.find(m_whispr->alice))));
    QCOMPARE(unread(m_whispr->bob), Most);
    QJsonArray ids;
    for (const QJsonValue &each : listed(m_whispr->bob))
        ids.append(each["_id"_L1]);
    QCOMPARE(ids.size(), Most);
    QVERIFY(m_whispr->ask(Method::Post, "/v1/notifications/mark-as-read", m_whispr->bob,
                          {{"notificationIds"_L1, ids}}));
    QCOMPARE(unread(m_whispr->bob), 0);
}

void WhisprNotificationsTest::countsNothingThatItCannotShow()
{
    tell(3, std::nullopt);
    QVERIFY(listed(m_whispr->bob).isEmpty());
    QCOMPARE(unread(m_whispr->bob), 0);
}

void WhisprNotificationsTest::marksNobodyElses()
{
    m_whispr->orFatal(await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob)));
    const QJsonObject params{
        {"notificationIds"_L1, QJsonArray{listed(m_whispr->bob)[0]["_id"_L1]}}};
    QVERIFY(
        m_whispr->ask(Method::Post, "/v1/notifications/mark-as-read", m_whispr->mallory, params));
    QCOMPARE(unread(m_whispr->bob), 1);
}

void WhisprNotificationsTest::listsByOnesOwnIdAlone()
{
    m_whispr->orFatal(await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob)));
    const auto path = [](UserId user) {
        return "/api/notifications/" + user.toString().toLatin1();
    };
    const auto own = m_whispr->ask(Method::Get, path(m_whispr->bob), m_whispr->bob);
    QCOMPARE(m_whispr->body(own)["notifications"_L1].toArray().size(), 1);
    const auto others = m_whispr->ask(Method::Get, path(m_whispr->bob), m_whispr->alice);
    QCOMPARE(m_whispr->kindOf(others), Error::Kind::Forbidden);
}

void WhisprNotificationsTest::marksOneUnreadAgain()
{
    m_whispr->orFatal(await(m_whispr->friends.request(m_whispr->alice, m_whispr->bob)));
    tell(2, std::nullopt); // Of which the answers say nothing.
    const QByteArray path =
        "/api/notifications/" + listed(m_whispr->bob)[0]["_id"_L1].toString().toLatin1();
    const auto read = m_whispr->ask(Method::Put, path, m_whispr->bob, {{"read"_L1, true}});
    QCOMPARE(m_whispr->body(read)["unread"_L1], QJsonValue(0));
    QCOMPARE(unread(m_whispr->bob), 0);
    QVERIFY(m_whispr->ask(Method::Patch, path, m_whispr->bob, {{"read"_L1, false}}));
    QCOMPARE(unread(m_whispr->bob), 1);
    const auto others = m_whispr->ask(Method::Put, path, m_whispr->alice, {{"read"_L1, true}});
    QCOMPARE(m_whispr->kindOf(others), Error::Kind::NotFound);
    QCOMPARE(m_whispr->kindOf(m_whispr->ask(Method::Put, path, m_whispr->bob)),
             Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(WhisprNotificationsTest)
#include "tst_whisprnotifications.moc"
