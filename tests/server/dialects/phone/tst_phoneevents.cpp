// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phoneevents.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PhoneEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void newMessages();
    void ownMessagesHaveANameOfTheirOwn();
    void delivered();
    void readIsSaidInBulkAndOneByOne();
    void typing_data();
    void typing();
    void presence();
    void presenceThatIsHidden();
    void privacy();
    void conversations();
    void whatClientsNeedNotKnow();
};

namespace {

const ConversationId Chat(5);

struct Heard
{
    QByteArray name;
    QJsonObject argument;
    bool mayDrop = false;

    friend bool operator==(const Heard &, const Heard &) = default;
};

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

std::vector<Heard> hear(const EventPayload &payload)
{
    std::vector<Heard> heard;
    for (const SocketEvent &event : phone::encode({payload, {}, {}}))
        heard.push_back({event.name, object(event.json), event.mayDrop});
    return heard;
}

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(1'700'000'000'000 + milliseconds));
}

} // namespace

void PhoneEventsTest::newMessages()
{
    Message message;
    message.id = MessageId(1);
    message.body = u"hello\n\"quoted\""_s;
    const auto heard = hear(MessageAdded{message, {}});
    QCOMPARE(heard.size(), 1u);
    QVERIFY(heard[0]
            == (Heard{"message:new", object(phone::messageEvent(message, {}).utf8), false}));
}

void PhoneEventsTest::ownMessagesHaveANameOfTheirOwn()
{
    Message message;
    message.id = MessageId(1);
    message.clientId = u"c-1"_s;
    const auto heard = hear(MessageSent{message, {}});
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0].name, "message:sent"); // message:new is never for the sender.
    QCOMPARE(heard[0].argument["clientMessageId"_L1].toString(), u"c-1"_s);
}

void PhoneEventsTest::delivered()
{
    const auto heard = hear(StatusChanged{
        Chat, UserId(1), {MessageId(7), MessageId(8)}, DeliveryStatus::Delivered, at(0)});
    QCOMPARE(heard.size(), 2u);
    QVERIFY(
        heard[0]
        == (Heard{"message:status", {{"messageId"_L1, "7"_L1}, {"status"_L1, "delivered"_L1}}}));
    QVERIFY(
        heard[1]
        == (Heard{"message:status", {{"messageId"_L1, "8"_L1}, {"status"_L1, "delivered"_L1}}}));
}

void PhoneEventsTest::readIsSaidInBulkAndOneByOne()
{
    const auto heard = hear(
        StatusChanged{Chat, UserId(1), {MessageId(7), MessageId(8)}, DeliveryStatus::Read, at(42)});
    QCOMPARE(heard.size(), 3u);
    QVERIFY(heard[0]
            == (Heard{"message:status_bulk",
                      {{"conversationId"_L1, "5"_L1},
                       {"messageIds"_L1, QJsonArray{"7"_L1, "8"_L1}},
                       {"status"_L1, "read"_L1},
                       {"readAt"_L1, "2023-11-14T22:13:20.042Z"_L1}}}));
    QVERIFY(heard[2]
            == (Heard{"message:status", {{"messageId"_L1, "8"_L1}, {"status"_L1, "read"_L1}}}));
}

void PhoneEventsTest::typing_data()
{
    QTest::addColumn<bool>("isTyping");
    QTest::addColumn<QByteArray>("verb");
    QTest::newRow("start") << true << QByteArray("typing:start");
    QTest::newRow("stop") << false << QByteArray("typing:stop");
}

void PhoneEventsTest::typing()
{
    QFETCH(bool, isTyping);
    QFETCH(QByteArray, verb);
    const auto heard = hear(TypingChanged{Chat, UserId(2), isTyping});
    const QJsonObject who{{"userId"_L1, "2"_L1}, {"conversationId"_L1, "5"_L1}};
    QJsonObject update = who;
    update["isTyping"_L1] = isTyping;
    QCOMPARE(heard.size(), 2u);
    QVERIFY(heard[0] == (Heard{"typing:update", update, true}));
    QVERIFY(heard[1] == (Heard{verb, who, true}));
}

void PhoneEventsTest::presence()
{
    const auto heard = hear(PresenceChanged{UserId(2), false, at(1)});
    QCOMPARE(heard.size(), 1u);
    QVERIFY(heard[0]
            == (Heard{"user:presence",
                      {{"userId"_L1, "2"_L1},
                       {"status"_L1, "offline"_L1},
                       {"lastSeen"_L1, "2023-11-14T22:13:20.001Z"_L1}},
                      true}));
}

void PhoneEventsTest::presenceThatIsHidden()
{
    const auto heard = hear(PresenceChanged{UserId(2), false, {}});
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0].argument["status"_L1], QJsonValue("offline"_L1));
    QVERIFY(heard[0].argument["lastSeen"_L1].isNull());
}

void PhoneEventsTest::privacy()
{
    const Privacy now{Audience::Nobody, Audience::Friends, Audience::Everyone, false};
    const auto heard = hear(PrivacyChanged{UserId(2), {}, now});
    QCOMPARE(heard.size(), 1u);
    QVERIFY(heard[0]
            == (Heard{"privacy:changed",
                      {{"privacy"_L1,
                        QJsonObject{{"lastSeen"_L1, "nobody"_L1},
                                    {"avatar"_L1, "friends"_L1},
                                    {"groups"_L1, "everyone"_L1},
                                    {"readReceipts"_L1, false}}}},
                      false}));
}

void PhoneEventsTest::conversations()
{
    Conversation conversation;
    conversation.id = Chat;
    const auto heard = hear(ConversationChanged{conversation});
    QCOMPARE(heard.size(), 1u);
    QVERIFY(heard[0]
            == (Heard{"conversation:updated",
                      {{"conversation"_L1, object(phone::conversationRow(conversation).utf8)}}}));
}

void PhoneEventsTest::whatClientsNeedNotKnow()
{
    QVERIFY(hear(SessionRevoked{SessionId(1), UserId(2)}).empty());
    QVERIFY(hear(ProfileChanged{}).empty());
}

QTEST_GUILESS_MAIN(PhoneEventsTest)
#include "tst_phoneevents.moc"
