// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookieevents.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Ada(1), Bob(2), Carol(3);

std::vector<SocketEvent> encode(const EventPayload &payload)
{
    return cookie::encode({payload, {}, {}}, u"http://here:1"_s);
}

Members membersOf(std::vector<UserId> users)
{
    return std::make_shared<const std::vector<UserId>>(std::move(users));
}

} // namespace

class CookieEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfMessagesBetweenTwo();
    void keepsQuietAboutGroups();
    void listsWhoIsThere();
    void keepsTheRestToItself();
};

void CookieEventsTest::tellsOfMessagesBetweenTwo()
{
    Message message;
    message.sender = Ada;
    message.kind = MessageKind::Image;
    message.mediaUrl = u"/a.png"_s;
    const auto events = encode(MessageAdded{message, {}, membersOf({Ada, Bob})});
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0].name, QByteArray("newMessage"));
    const QJsonObject argument = QJsonDocument::fromJson(events[0].json).object();
    QCOMPARE(argument[u"receiverId"_s].toString(), u"2"_s);
    QCOMPARE(argument[u"image"_s].toString(), u"http://here:1/a.png"_s);
    QCOMPARE(encode(MessageSent{message, {}, membersOf({Ada, Bob})}).size(), 1u);
    QVERIFY(encode(MessageAdded{message, {}, {}}).empty());
}

void CookieEventsTest::keepsQuietAboutGroups()
{
    Message message;
    message.sender = Ada;
    for (const Members &members : {membersOf({Ada, Bob, Carol}), membersOf({Ada, Bob})}) {
        QVERIFY(encode(MessageAdded{message, {}, members, u"Hikers"_s}).empty());
        QVERIFY(encode(MessageSent{message, {}, members, u"Hikers"_s}).empty());
    }
}

void CookieEventsTest::listsWhoIsThere()
{
    const auto events = encode(OnlineListChanged{{Ada, Bob}});
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0].name, QByteArray("getOnlineUsers"));
    QCOMPARE(events[0].json, QByteArray(R"(["1","2"])"));
    QVERIFY(events[0].mayDrop);
}

void CookieEventsTest::keepsTheRestToItself()
{
    QVERIFY(encode(TypingChanged{}).empty());
    QVERIFY(encode(StatusChanged{}).empty());
    QVERIFY(encode(PresenceChanged{}).empty());
}

QTEST_GUILESS_MAIN(CookieEventsTest)
#include "tst_cookieevents.moc"
