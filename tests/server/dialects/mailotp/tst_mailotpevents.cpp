// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1), Bob(2);
constexpr ConversationId Chat(5);

std::vector<SocketEvent> encode(EventPayload payload)
{
    return mailotp::encode({std::move(payload), {Bob}, {}}, u"http://here"_s);
}

QJsonObject object(const SocketEvent &event)
{
    return QJsonDocument::fromJson(event.json).object();
}

Message message()
{
    Message message;
    message.id = MessageId(7);
    message.conversation = Chat;
    message.sender = Alice;
    message.kind = MessageKind::Image;
    message.mediaUrl = u"/x.png"_s;
    return message;
}

} // namespace

class MailOtpEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsBothSidesOfAMessage();
    void tellsTheSenderWhatWasSeen();
    void tellsTheRoomWhoTypes();
    void listsWhoIsOnline();
    void knowsNothingOfTheRest();
};

void MailOtpEventsTest::tellsBothSidesOfAMessage()
{
    for (const auto &events :
         {encode(MessageAdded{message(), {}}), encode(MessageSent{message(), {}})}) {
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0].name, QByteArray("newMessage"));
        QCOMPARE(events[0].reach, Reach::Everybody);
        QCOMPARE(object(events[0])["image"_L1]["url"_L1], u"http://here/x.png"_s);
    }
}

void MailOtpEventsTest::tellsTheSenderWhatWasSeen()
{
    StatusChanged changed{Chat, Alice, {MessageId(7)}, DeliveryStatus::Read, {}, Bob};
    const auto events = encode(changed);
    QCOMPARE(events.size(), size_t(1));
    QCOMPARE(events[0].name, QByteArray("messagesSeen"));
    QCOMPARE(object(events[0]),
             (QJsonObject{{"chatId"_L1, u"5"_s},
                          {"seenBy"_L1, u"2"_s},
                          {"messageIds"_L1, QJsonArray{u"7"_s}}}));
    changed.status = DeliveryStatus::Delivered;
    QVERIFY(encode(changed).empty());
}

void MailOtpEventsTest::tellsTheRoomWhoTypes()
{
    for (const bool isTyping : {true, false}) {
        const auto events = encode(TypingChanged{Chat, Alice, isTyping});
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0].name, QByteArray(isTyping ? "userTyping" : "userStoppedTyping"));
        QCOMPARE(events[0].reach, Reach::InRoom);
        QVERIFY(events[0].mayDrop);
        QCOMPARE(object(events[0]), (QJsonObject{{"userId"_L1, u"1"_s}, {"chatId"_L1, u"5"_s}}));
    }
}

void MailOtpEventsTest::listsWhoIsOnline()
{
    const auto events = encode(OnlineListChanged{{Alice, Bob}});
    QCOMPARE(events.size(), size_t(1));
    QCOMPARE(events[0].name, QByteArray("getOnlineUser"));
    QCOMPARE(events[0].json, QByteArray(R"(["1","2"])"));
}

void MailOtpEventsTest::knowsNothingOfTheRest()
{
    QVERIFY(encode(PresenceChanged{Alice, true, {}}).empty());
    QVERIFY(encode(ConversationChanged{}).empty());
    QVERIFY(encode(SessionRevoked{}).empty());
}

QTEST_APPLESS_MAIN(MailOtpEventsTest)
#include "tst_mailotpevents.moc"
