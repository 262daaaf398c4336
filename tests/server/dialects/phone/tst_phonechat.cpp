// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneChatTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void opensADirectChat();
    void wantsARecipient();
    void listsConversations();
    void listsConversationsPageByPage();
    void refusesForeignCursors_data();
    void refusesForeignCursors();
    void pagesBySequence();
    void pagesThroughHistory();
    void pagesByTimeAsTheFamilyDoes();
    void refusesWhatIsNoPage_data();
    void refusesWhatIsNoPage();
    void countsWhatWasRead();
    void hidesForeignConversationsLikeMissingOnes();
    void mutesAndUnmutes();

private:
    QByteArray messagesOf(ConversationId id) const
    {
        return "/api/v1/chat/conversations/" + id.toString().toLatin1() + "/messages";
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneChatTest::opensADirectChat()
{
    const QJsonObject params{{"recipientId"_L1, m_phone->bob.toString()}};
    const QByteArray path = "/api/v1/chat/conversations/direct";
    const auto first = m_phone->body(m_phone->http(Method::Post, path, m_phone->alice, params));
    const auto second = m_phone->body(m_phone->http(Method::Post, path, m_phone->alice, params));
    QCOMPARE(first, second);
    const QJsonObject conversation = first["conversation"_L1].toObject();
    QCOMPARE(conversation["type"_L1], QJsonValue(u"direct"_s));
    QCOMPARE(conversation["created_by"_L1], QJsonValue(m_phone->alice.toString()));
}

void PhoneChatTest::wantsARecipient()
{
    const QByteArray path = "/api/v1/chat/conversations/direct";
    const auto missing = m_phone->http(Method::Post, path, m_phone->alice);
    QCOMPARE(m_phone->errorBody(missing),
             (QJsonObject{{"error"_L1, "recipientId is required"_L1}}));
    const auto unknown =
        m_phone->http(Method::Post, path, m_phone->alice, {{"recipientId"_L1, "999"_L1}});
    const auto malformed =
        m_phone->http(Method::Post, path, m_phone->alice, {{"recipientId"_L1, "nobody"_L1}});
    QCOMPARE(m_phone->errorBody(unknown), (QJsonObject{{"error"_L1, "User not found"_L1}}));
    QCOMPARE(m_phone->errorBody(malformed), m_phone->errorBody(unknown));
}

void PhoneChatTest::listsConversations()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    m_phone->say(m_phone->bob, direct, u"hello"_s);
    const auto body =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/chat/conversations", m_phone->alice));
    const QJsonArray rows = body["conversations"_L1].toArray();
    QCOMPARE(rows.size(), 1);
    const QJsonObject row = rows[0].toObject();
    QCOMPARE(row["id"_L1], QJsonValue(direct.toString()));
    QCOMPARE(row["unread_count"_L1], QJsonValue(1));
    QCOMPARE(row["last_message_text"_L1], QJsonValue(u"hello"_s));
    QCOMPARE(row["last_message_sender"_L1], QJsonValue(u"User 102"_s));
    QCOMPARE(row["last_message_sender_id"_L1], QJsonValue(m_phone->bob.toString()));
    QCOMPARE(row["other_user_id"_L1], QJsonValue(m_phone->bob.toString()));
    QCOMPARE(row["other_user_name"_L1], QJsonValue(u"User 102"_s));
}

void PhoneChatTest::listsConversationsPageByPage()
{
    const QByteArray path = "/api/v1/chat/conversations";
    QStringList expected;
    for (const UserId other : {m_phone->bob, m_phone->carol}) {
        m_phone->clock.advance(std::chrono::seconds(1));
        expected.prepend(m_phone->directChat(m_phone->alice, other).toString());
    }
    QVERIFY(
        !m_phone->body(m_phone->http(Method::Get, path, m_phone->alice)).contains("nextCursor"_L1));

    QStringList listed;
    QJsonObject params{{"limit"_L1, 1}};
    for (int page = 0; page < 2; ++page) {
        const auto body = m_phone->body(m_phone->http(Method::Get, path, m_phone->alice, params));
        for (const QJsonValue &row : body["conversations"_L1].toArray())
            listed.append(row["id"_L1].toString());
        params["cursor"_L1] = body["nextCursor"_L1];
    }
    QCOMPARE(listed, expected);
    QVERIFY(
        m_phone->body(m_phone->http(Method::Get, path, m_phone->alice, params))["conversations"_L1]
            .toArray()
            .isEmpty());
}

void PhoneChatTest::refusesForeignCursors_data()
{
    QTest::addColumn<QString>("cursor");
    for (const char *cursor : {"", "x", "1", ".", "1.", ".5", "-1.5", "1.x", "1.5.6"})
        QTest::newRow(cursor) << QString::fromLatin1(cursor);
}

void PhoneChatTest::refusesForeignCursors()
{
    QFETCH(QString, cursor);
    const auto answer = m_phone->http(Method::Get, "/api/v1/chat/conversations", m_phone->alice,
                                      {{"cursor"_L1, cursor}});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Error::Kind::InvalidInput);
}

void PhoneChatTest::pagesBySequence()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    for (int i = 1; i <= 4; ++i)
        m_phone->say(m_phone->alice, direct, QString::number(i));
    const auto seqs = [&](const QJsonObject &params) {
        const auto body =
            m_phone->body(m_phone->http(Method::Get, messagesOf(direct), m_phone->bob, params));
        QList<int> found;
        for (const QJsonValue &row : body["messages"_L1].toArray())
            found.append(row["seq"_L1].toInt());
        return found;
    };
    QCOMPARE(seqs({{"beforeSeq"_L1, 3}}), (QList{2, 1}));
    QCOMPARE(seqs({{"beforeSeq"_L1, 4}, {"cursor"_L1, "2"_L1}}), QList{1});
    QCOMPARE(seqs({{"beforeSeq"_L1, 1}}), QList<int>());
}

void PhoneChatTest::pagesThroughHistory()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    for (int i = 1; i <= 5; ++i)
        m_phone->say(m_phone->alice, direct, QString::number(i));

    QJsonObject params{{"limit"_L1, 2}};
    QStringList texts;
    for (int page = 0; page < 3; ++page) {
        const auto body =
            m_phone->body(m_phone->http(Method::Get, messagesOf(direct), m_phone->bob, params));
        for (const QJsonValue &row : body["messages"_L1].toArray())
            texts.append(row["text_content"_L1].toString());
        QCOMPARE(body.contains("nextCursor"_L1), page < 2);
        params["cursor"_L1] = body["nextCursor"_L1];
    }
    QCOMPARE(texts, (QStringList{u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s}));
}

void PhoneChatTest::pagesByTimeAsTheFamilyDoes()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    m_phone->say(m_phone->alice, direct, u"1"_s);
    m_phone->clock.advance(std::chrono::seconds(1));
    m_phone->say(m_phone->alice, direct, u"2"_s);
    auto body = m_phone->body(m_phone->http(Method::Get, messagesOf(direct), m_phone->bob));
    const QJsonArray rows = body["messages"_L1].toArray();
    QCOMPARE(rows.size(), 2);
    body = m_phone->body(m_phone->http(Method::Get, messagesOf(direct), m_phone->bob,
                                       {{"before"_L1, rows[0]["created_at"_L1]}}));
    QCOMPARE(body["messages"_L1].toArray(), QJsonArray{rows[1]});
    body = m_phone->body(
        m_phone->http(Method::Get, messagesOf(direct), m_phone->bob, {{"before"_L1, QString()}}));
    QCOMPARE(body["messages"_L1].toArray(), rows);
}

void PhoneChatTest::refusesWhatIsNoPage_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("error");
    QTest::newRow("time") << QJsonObject{{"before"_L1, "soon"_L1}}
                          << u"before must be an ISO-8601 time"_s;
    QTest::newRow("cursor") << QJsonObject{{"cursor"_L1, "x"_L1}}
                            << u"cursor must be one this server gave"_s;
    QTest::newRow("limit") << QJsonObject{{"limit"_L1, 0}}
                           << u"limit must be an integer of at least 1"_s;
}

void PhoneChatTest::refusesWhatIsNoPage()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, error);
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    const auto page = m_phone->http(Method::Get, messagesOf(direct), m_phone->alice, params);
    QCOMPARE(m_phone->errorBody(page), (QJsonObject{{"error"_L1, error}}));
}

void PhoneChatTest::countsWhatWasRead()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    m_phone->say(m_phone->alice, direct, u"1"_s);
    m_phone->say(m_phone->alice, direct, u"2"_s);
    const QByteArray path = "/api/v1/chat/conversations/" + direct.toString().toLatin1() + "/read";
    QCOMPARE(m_phone->body(m_phone->http(Method::Post, path, m_phone->bob)),
             (QJsonObject{{"success"_L1, true}, {"readCount"_L1, 2}}));
}

void PhoneChatTest::hidesForeignConversationsLikeMissingOnes()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    for (const QByteArray &end : {QByteArray("/messages"), QByteArray("/read")}) {
        const Method method = end == "/read" ? Method::Post : Method::Get;
        QList<QJsonObject> bodies;
        for (const QByteArray &id :
             {direct.toString().toLatin1(), QByteArray("1"), QByteArray("x")}) {
            const auto outcome =
                m_phone->http(method, "/api/v1/chat/conversations/" + id + end, m_phone->mallory);
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, Error::Kind::NotFound);
            bodies.append(m_phone->errorBody(outcome));
        }
        QCOMPARE(bodies[0], bodies[1]);
        QCOMPARE(bodies[1], bodies[2]);
    }
}

void PhoneChatTest::mutesAndUnmutes()
{
    const ConversationId direct = m_phone->directChat(m_phone->alice, m_phone->bob);
    const QByteArray path = "/api/v1/chat/conversations/" + direct.toString().toLatin1() + "/mute";
    const QString until = u"2030-01-01T00:00:00.000Z"_s;
    QCOMPARE(m_phone->body(m_phone->http(Method::Put, path, m_phone->bob, {{"until"_L1, until}})),
             (QJsonObject{{"success"_L1, true}, {"mutedUntil"_L1, until}}));
    const auto listed = [this](UserId user) {
        return m_phone->body(m_phone->http(Method::Get, "/api/v1/chat/conversations",
                                           user))["conversations"_L1][0]["muted_until"_L1];
    };
    QCOMPARE(listed(m_phone->bob), QJsonValue(until));
    QVERIFY(listed(m_phone->alice).isUndefined());
    QCOMPARE(m_phone->body(m_phone->http(Method::Put, path, m_phone->bob))["mutedUntil"_L1],
             QJsonValue(u"9999-01-01T00:00:00.000Z"_s));
    QCOMPARE(m_phone->body(m_phone->http(Method::Delete, path, m_phone->bob))["mutedUntil"_L1],
             QJsonValue(QJsonValue::Null));
    QVERIFY(listed(m_phone->bob).isUndefined());
    QCOMPARE(m_phone->http(Method::Put, path, m_phone->mallory).error().kind,
             Error::Kind::NotFound);
    QCOMPARE(
        m_phone->http(Method::Put, path, m_phone->bob, {{"until"_L1, u"soon"_s}}).error().message,
        u"until must be an ISO-8601 time"_s);
}

QTEST_GUILESS_MAIN(PhoneChatTest)
#include "tst_phonechat.moc"
