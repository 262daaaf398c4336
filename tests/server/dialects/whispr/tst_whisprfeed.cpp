// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprfeed.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::whispr;
using namespace Qt::StringLiterals;

class WhisprFeedTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfRequestsAndOfAYes_data();
    void tellsOfRequestsAndOfAYes();
    void tellsOfNothingElse();
    void takesTheNameOfAUser();

private:
    static Event news(NotificationKind kind)
    {
        NotificationView view;
        view.notification.kind = kind;
        view.actor = User();
        view.actor->id = UserId(1);
        view.actor->username = u"alice"_s;
        return {NotificationAdded{view}, {UserId(2)}, {}};
    }

    const WhisprFeed m_feed;
};

void WhisprFeedTest::tellsOfRequestsAndOfAYes_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("type");
    QTest::newRow("request") << int(NotificationKind::FriendRequest) << u"sendFriendRequest"_s;
    QTest::newRow("yes") << int(NotificationKind::FriendAccepted) << u"acceptFriendRequest"_s;
}

void WhisprFeedTest::tellsOfRequestsAndOfAYes()
{
    QFETCH(int, kind);
    const auto heard = m_feed.encode(news(NotificationKind(kind)));
    QCOMPARE(heard.size(), 1u);
    const QJsonObject object = QJsonDocument::fromJson(heard.front().json).object();
    QTEST(object["type"_L1].toString(), "type");
    QCOMPARE(object["sender"_L1]["username"_L1], QJsonValue(u"alice"_s));
    QVERIFY(!heard.front().json.contains('\n'));
}

void WhisprFeedTest::tellsOfNothingElse()
{
    QVERIFY(m_feed.encode(news(NotificationKind::FriendDeclined)).empty());
    QVERIFY(m_feed.encode(news(NotificationKind::Message)).empty());
    QVERIFY(m_feed.encode({MessageAdded{}, {UserId(2)}, {}}).empty());
    Event nobody = news(NotificationKind::FriendRequest);
    std::get<NotificationAdded>(nobody.payload).view.actor.reset();
    QVERIFY(m_feed.encode(nobody).empty());
    QCOMPARE(m_feed.receipts(), ReceiptSource::Events);
}

//! Its clients cannot send a token along.
void WhisprFeedTest::takesTheNameOfAUser()
{
    QCOMPARE(m_feed.socketProof(), SocketProof::NamedUser);
}

QTEST_GUILESS_MAIN(WhisprFeedTest)
#include "tst_whisprfeed.moc"
