// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneLiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void sendsOnceUnderOneClientId();
    void sendsToAPerson();
    void reportsDeliveredAndRead();
    void tellsWhoTypes();
    void catchesUpByTime();
    void catchesUpByCursor();
    void outsidersHearTheSameOfForeignAndMissing_data();
    void outsidersHearTheSameOfForeignAndMissing();

private:
    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneLiveTest::sendsOnceUnderOneClientId()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    QJsonObject params{{"conversationId"_L1, direct.toString()},
                       {"textContent"_L1, "hello"_L1},
                       {"clientMessageId"_L1, "c-1"_L1}};
    const auto first = m_phone->body(m_phone->event("message:send", m_phone->alice, params));
    const auto second = m_phone->body(m_phone->event("message:send", m_phone->alice, params));
    QCOMPARE(first, second);
    QCOMPARE(first["success"_L1], QJsonValue(true));
    const QJsonObject message = first["message"_L1].toObject();
    QCOMPARE(message["clientMessageId"_L1], QJsonValue(u"c-1"_s));
    QCOMPARE(message["conversationId"_L1], QJsonValue(direct.toString()));
    QCOMPARE(message["status"_L1], QJsonValue(u"sent"_s));
    QCOMPARE(message["seq"_L1], QJsonValue(1));

    params["textContent"_L1] = u"another"_s;
    const auto reused = m_phone->event("message:send", m_phone->alice, params);
    QVERIFY(!reused);
    QCOMPARE(reused.error().kind, Error::Kind::Conflict);
}

void PhoneLiveTest::sendsToAPerson()
{
    const QJsonObject params{{"recipientId"_L1, m_phone->bob.toString()},
                             {"textContent"_L1, "hello"_L1}};
    const auto sent = m_phone->body(m_phone->event("message:send", m_phone->alice, params));
    QVERIFY(sent["message"_L1]["clientMessageId"_L1].isNull());
    const auto empty = m_phone->event("message:send", m_phone->alice,
                                      {{"recipientId"_L1, m_phone->bob.toString()}});
    QCOMPARE(m_phone->dialect.errorAcknowledgement(empty.error()),
             (QJsonObject{{"success"_L1, false},
                          {"error"_L1, "textContent or mediaUrl is required"_L1}}));
}

void PhoneLiveTest::reportsDeliveredAndRead()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    const Message message = m_phone->say(m_phone->alice, direct, u"hello"_s);
    QVERIFY(m_phone->event("message:delivered", m_phone->bob,
                           {{"messageId"_L1, message.id.toString()}}));
    QVERIFY(
        m_phone->event("message:read", m_phone->bob, {{"conversationId"_L1, direct.toString()}}));
    const auto changes = m_phone->recorder.payloads<StatusChanged>();
    QCOMPARE(changes.size(), 2u);
    QCOMPARE(changes[0].status, DeliveryStatus::Delivered);
    QCOMPARE(changes[1].status, DeliveryStatus::Read);
}

void PhoneLiveTest::tellsWhoTypes()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    const QJsonObject params{{"conversationId"_L1, direct.toString()}};
    for (const char *event : {"conversation:join", "conversation:leave", "typing:start",
                              "typing:stop", "typing:start", "conversation:leave"})
        QCOMPARE(m_phone->body(m_phone->event(event, m_phone->alice, params)),
                 (QJsonObject{{"success"_L1, true}}));
    const auto changes = m_phone->recorder.payloads<TypingChanged>();
    const auto joined = m_phone->event("conversation:join", m_phone->alice, params);
    QCOMPARE(joined->room->direction, RoomMove::Direction::Enter);
    QCOMPARE(joined->room->conversation, direct);
    const auto left = m_phone->event("conversation:leave", m_phone->alice, params);
    QCOMPARE(left->room->direction, RoomMove::Direction::Leave);
    QCOMPARE(changes.size(), 4u); // Leaving the chat is the end of typing, too, where one typed.
    for (size_t i = 0; i < changes.size(); ++i)
        QCOMPARE(changes[i].isTyping, i % 2 == 0);
}

void PhoneLiveTest::catchesUpByTime()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    const Message first = m_phone->say(m_phone->alice, direct, u"1"_s);
    m_phone->clock.advance(std::chrono::seconds(1));
    m_phone->say(m_phone->alice, direct, u"2"_s);

    auto body = m_phone->body(m_phone->event("sync:request", m_phone->bob, {}));
    QCOMPARE(body["success"_L1], QJsonValue(true));
    QCOMPARE(body["hasMore"_L1], QJsonValue(false));
    const QJsonArray rows = body["messages"_L1].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0]["text_content"_L1], QJsonValue(u"1"_s)); // Ascending, both namings.
    QCOMPARE(rows[1]["textContent"_L1], QJsonValue(u"2"_s));
    QVERIFY(!body.contains("cursors"_L1));

    body = m_phone->body(m_phone->event("sync:request", m_phone->bob,
                                        {{"lastSyncTimestamp"_L1, toIso(first.createdAt)}}));
    const QJsonArray missed = body["messages"_L1].toArray();
    QCOMPARE(missed.size(), 1);
    QCOMPARE(missed[0]["id"_L1], rows[1]["id"_L1]);
}

void PhoneLiveTest::catchesUpByCursor()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    m_phone->say(m_phone->alice, direct, u"1"_s);
    auto body = m_phone->body(
        m_phone->event("sync:request", m_phone->bob, {{"cursors"_L1, QJsonObject()}}));
    QCOMPARE(body["messages"_L1].toArray().size(), 1);
    m_phone->say(m_phone->alice, direct, u"2"_s);
    body = m_phone->body(
        m_phone->event("sync:request", m_phone->bob, {{"cursors"_L1, body["cursors"_L1]}}));
    const QJsonArray rows = body["messages"_L1].toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0]["textContent"_L1], QJsonValue(u"2"_s));
}

void PhoneLiveTest::outsidersHearTheSameOfForeignAndMissing_data()
{
    QTest::addColumn<QByteArray>("event");
    for (const char *event : {"message:send", "message:read", "typing:start", "typing:stop",
                              "conversation:join", "conversation:leave"})
        QTest::newRow(event) << QByteArray(event);
}

void PhoneLiveTest::outsidersHearTheSameOfForeignAndMissing()
{
    QFETCH(QByteArray, event);
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    m_phone->say(m_phone->alice, direct, u"secret"_s);
    m_phone->recorder.clear();
    QList<QJsonObject> answers;
    for (const QString &id : {direct.toString(), u"1"_s, u"x"_s}) {
        const auto outcome = m_phone->event(
            event, m_phone->mallory, {{"conversationId"_L1, id}, {"textContent"_L1, "x"_L1}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::NotFound);
        answers.append(m_phone->dialect.errorAcknowledgement(outcome.error()));
    }
    QCOMPARE(answers[0], answers[1]);
    QCOMPARE(answers[1], answers[2]);
    QVERIFY(m_phone->recorder.events<MessageAdded>().empty());
    QVERIFY(m_phone->recorder.events<TypingChanged>().empty());
}

QTEST_GUILESS_MAIN(PhoneLiveTest)
#include "tst_phonelive.moc"
