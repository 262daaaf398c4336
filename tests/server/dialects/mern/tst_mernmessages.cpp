// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernMessagesTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_mern = std::make_unique<MernFixture>();
        m_chat = m_mern->directChat(m_mern->alice, m_mern->bob);
    }
    void cleanup() { m_mern.reset(); }

    void sendsUnderAnyOfTheFamilysNames();
    void sendsOnceWhatHasTheSameTempId();
    void sendsAPicture();
    void sendsAPictureOnce();
    void saysWhatIsMissing();
    void writesInNobodyElsesChat();
    void answersWhatIsInTheSameChat();
    void readsAChatByItsIdOrByThePerson();
    void tellsPagesWithACookieOfNobodyThatTheyWroteNothing();

private:
    MernFixture::Outcome send(const QJsonObject &params)
    {
        return m_mern->ask(Method::Post, "/api/messages", m_mern->alice, params);
    }
    QJsonArray history(const QString &id, UserId user)
    {
        const auto outcome = m_mern->ask(Method::Get, "/api/messages/" + id.toLatin1(), user);
        return outcome ? outcome->body.value().toArray() : QJsonArray();
    }

    ConversationId m_chat;
    std::unique_ptr<MernFixture> m_mern;
};

void MernMessagesTest::sendsUnderAnyOfTheFamilysNames()
{
    for (const QLatin1String chat : {"chatId"_L1, "chat_id"_L1}) {
        for (const QLatin1String text : {"content"_L1, "text"_L1}) {
            const auto outcome = send({{chat, m_chat.toString()}, {text, "Hi Bob"_L1}});
            const QJsonObject message = m_mern->body(outcome);
            QCOMPARE(outcome->outcome, Answer::Outcome::Created);
            QCOMPARE(message["content"_L1], QJsonValue(u"Hi Bob"_s));
            QCOMPARE(message["chatId"_L1], QJsonValue(m_chat.toString()));
        }
    }
    QCOMPARE(history(m_chat.toString(), m_mern->bob).size(), 4);
}

void MernMessagesTest::sendsOnceWhatHasTheSameTempId()
{
    const QJsonObject params{
        {"chatId"_L1, m_chat.toString()}, {"text"_L1, "Hi"_L1}, {"tempId"_L1, "one"_L1}};
    const QJsonObject first = m_mern->body(send(params));
    QCOMPARE(m_mern->body(send(params))["_id"_L1], first["_id"_L1]);
    QCOMPARE(history(m_chat.toString(), m_mern->bob).size(), 1);
}

void MernMessagesTest::sendsAPicture()
{
    Call call;
    call.caller.user = m_mern->alice;
    call.params = {{"chatId"_L1, m_chat.toString()}};
    m_mern->attach(call, pngPicture());
    const QJsonObject message = m_mern->body(m_mern->ask(Method::Post, "/api/messages", call));
    QCOMPARE(message["messageType"_L1], QJsonValue(u"image"_s));
    QVERIFY(message["image"_L1].toString().startsWith(u"https://chat.example.org/"_s));

    const QJsonObject again = m_mern->body( // By the URL that it was shown with.
        send({{"chatId"_L1, m_chat.toString()}, {"image"_L1, message["image"_L1]}}));
    QCOMPARE(again["image"_L1], message["image"_L1]);
    HistoryQuery query;
    query.conversation = m_chat;
    const auto kept = await(m_mern->messages.history(m_mern->bob, query));
    QCOMPARE(kept->messages.size(), 2u);
    for (const MessageView &each : kept->messages)
        QVERIFY(each.message.mediaUrl.startsWith(u'/'));
}

void MernMessagesTest::sendsAPictureOnce()
{
    Call call;
    call.caller.user = m_mern->alice;
    call.params = {{"chatId"_L1, m_chat.toString()}, {"tempId"_L1, "one"_L1}};
    m_mern->attach(call, pngPicture());
    const auto sendIt = [&] { return m_mern->ask(Method::Post, "/api/messages", call); };
    const QJsonObject first = m_mern->body(sendIt());
    m_mern->recorder.clear();
    const QJsonObject again = m_mern->body(sendIt());
    QCOMPARE(again["_id"_L1], first["_id"_L1]);
    QCOMPARE(again["image"_L1], first["image"_L1]);
    QCOMPARE(history(m_chat.toString(), m_mern->bob).size(), 1);
    QCOMPARE(m_mern->recorder.events<MessageSent>().size(), 1u);
}

void MernMessagesTest::saysWhatIsMissing()
{
    QCOMPARE(m_mern->complaint(send({{"text"_L1, "Hi"_L1}})), u"chatId is required"_s);
    QCOMPARE(m_mern->complaint(send({{"chatId"_L1, m_chat.toString()}})), u"content is required"_s);
}

void MernMessagesTest::writesInNobodyElsesChat()
{
    const auto foreign = m_mern->group(m_mern->bob, {m_mern->carol});
    for (const QString &chat : {foreign.toString(), u"7"_s, u"undefined"_s}) {
        const auto outcome = send({{"chatId"_L1, chat}, {"text"_L1, "Hi"_L1}});
        QCOMPARE(m_mern->complaint(outcome), u"Chat not found"_s);
        QCOMPARE(m_mern->kindOf(outcome), Error::Kind::NotFound);
    }
}

void MernMessagesTest::answersWhatIsInTheSameChat()
{
    const Message said = m_mern->say(m_mern->bob, m_chat, u"Question"_s);
    const QJsonObject params{{"chatId"_L1, m_chat.toString()},
                             {"text"_L1, "Answer"_L1},
                             {"reply_to"_L1, said.id.toString()}};
    QCOMPARE(m_mern->body(send(params))["replyTo"_L1], QJsonValue(said.id.toString()));
    QJsonObject strange = params;
    strange["reply_to"_L1] = u"7"_s;
    QCOMPARE(m_mern->kindOf(send(strange)), Error::Kind::NotFound);
}

void MernMessagesTest::readsAChatByItsIdOrByThePerson()
{
    m_mern->say(m_mern->bob, m_chat, u"One"_s);
    m_mern->say(m_mern->bob, m_chat, u"Two"_s);
    for (const QString &id : {m_chat.toString(), m_mern->bob.toString()}) {
        const QJsonArray rows = history(id, m_mern->alice);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["text"_L1], QJsonValue(u"One"_s));
    }
    QCOMPARE(await(m_mern->conversations.list(m_mern->alice))->front().unread, 0);
}

void MernMessagesTest::tellsPagesWithACookieOfNobodyThatTheyWroteNothing()
{
    const auto path = QByteArray("/api/messages/7");
    Call call;
    call.caller.user = m_mern->alice;
    QCOMPARE(m_mern->complaint(m_mern->ask(Method::Get, path, call)), u"Chat not found"_s);
    call.cookies.insert("jwt", "token");
    const auto outcome = m_mern->ask(Method::Get, path, call);
    QVERIFY(outcome && outcome->body.value().toArray().isEmpty());
    QVERIFY(outcome->body.value().isArray());
}

QTEST_GUILESS_MAIN(MernMessagesTest)
#include "tst_mernmessages.moc"
