// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mailotp/mailotpfixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailOtpChatTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_otp = std::make_unique<MailOtpFixture>();
        m_chat = m_otp->directChat(m_otp->alice, m_otp->bob);
    }
    void cleanup() { m_otp.reset(); }

    void opensTheSameChatTwice();
    void opensNoChatWithNobody();
    void sendsTextOrAPicture();
    void takesNoPictureThatIsTooLarge();
    void saysWhatIsMissing();
    void writesInNobodyElsesChat();
    void readsAChatByShowingIt();
    void saysWhenWhatWasSeen();
    void saysNoTimeOfWhatIsReadInSecret();
    void listsWhatOneIsIn();

private:
    MailOtpFixture::Outcome open(const QString &other)
    {
        return m_otp->ask(Method::Post, "/api/v1/chat/new", m_otp->alice,
                          {{"otherUserId"_L1, other}});
    }
    MailOtpFixture::Outcome send(QJsonObject params)
    {
        if (!params.contains("chatId"_L1))
            params["chatId"_L1] = m_chat.toString();
        return m_otp->ask(Method::Post, "/api/v1/message", m_otp->alice, params);
    }
    MailOtpFixture::Outcome history(UserId user, const QJsonObject &params)
    {
        return m_otp->ask(Method::Get, "/api/v1/message/" + m_chat.toString().toLatin1(), user,
                          params);
    }

    ConversationId m_chat;
    std::unique_ptr<MailOtpFixture> m_otp;
};

void MailOtpChatTest::opensTheSameChatTwice()
{
    const auto first = open(m_otp->carol.toString());
    QCOMPARE(first->outcome, Answer::Outcome::Created);
    const QJsonObject made = m_otp->body(first);
    QCOMPARE(made["message"_L1], QJsonValue(u"New Chat created"_s));
    QCOMPARE(made["chat"_L1]["_id"_L1], made["chatId"_L1]);
    QCOMPARE(made["chat"_L1]["users"_L1].toArray().size(), 2);
    QVERIFY(made["chat"_L1]["latestMessage"_L1].isNull());
    for (const QLatin1String date : {"createdAt"_L1, "updatedAt"_L1})
        QVERIFY(made["chat"_L1][date].toString().endsWith(u'Z'));
    QCOMPARE(made["chat"_L1]["__v"_L1], QJsonValue(0));
    const auto second = open(m_otp->carol.toString());
    QCOMPARE(second->outcome, Answer::Outcome::Done);
    QCOMPARE(m_otp->body(second)["chatId"_L1], made["chatId"_L1]);
    QCOMPARE(m_otp->body(second)["message"_L1], QJsonValue(u"Chat already exist"_s));
}

void MailOtpChatTest::opensNoChatWithNobody()
{
    QCOMPARE(m_otp->complaint(open({})), u"Other userid is required"_s);
    QCOMPARE(m_otp->kindOf(open(u"7"_s)), Error::Kind::NotFound);
}

void MailOtpChatTest::sendsTextOrAPicture()
{
    const QJsonObject text = m_otp->body(send({{"text"_L1, "Hi Bob"_L1}}));
    QCOMPARE(text["message"_L1]["text"_L1], QJsonValue(u"Hi Bob"_s));
    QCOMPARE(text["sender"_L1], QJsonValue(m_otp->alice.toString()));
    Call call;
    call.caller.user = m_otp->alice;
    call.params = {{"chatId"_L1, m_chat.toString()}};
    m_otp->attach(call, pngPicture());
    const QJsonObject picture = m_otp->body(m_otp->ask(Method::Post, "/api/v1/message", call));
    QVERIFY(picture["message"_L1]["image"_L1]["url"_L1].toString().startsWith(
        u"https://chat.example.org/"_s));
}

void MailOtpChatTest::takesNoPictureThatIsTooLarge()
{
    constexpr int MostBytes = 5 * 1024 * 1024;
    for (const int size : {MostBytes, MostBytes + 1}) {
        Call call;
        call.caller.user = m_otp->alice;
        call.params = {{"chatId"_L1, m_chat.toString()}};
        QByteArray bytes = pngPicture();
        bytes.resize(size, '\0');
        m_otp->attach(call, bytes);
        const auto sent = m_otp->ask(Method::Post, "/api/v1/message", call);
        const bool isTaken = size == MostBytes;
        QCOMPARE(bool(sent), isTaken);
        if (!isTaken)
            QCOMPARE(m_otp->kindOf(sent), Error::Kind::TooLarge);
    }
}

void MailOtpChatTest::saysWhatIsMissing()
{
    QCOMPARE(m_otp->complaint(send({{"text"_L1, "  "_L1}})), u"Either text or Image is required"_s);
    QCOMPARE(m_otp->complaint(send({{"chatId"_L1, QString()}, {"text"_L1, "Hi"_L1}})),
             u"ChatId Required"_s);
}

void MailOtpChatTest::writesInNobodyElsesChat()
{
    const auto foreign = m_otp->group(m_otp->bob, {m_otp->carol});
    for (const QString &chat : {foreign.toString(), u"7"_s}) {
        const auto outcome = send({{"chatId"_L1, chat}, {"text"_L1, "Hi"_L1}});
        QCOMPARE(m_otp->kindOf(outcome), Error::Kind::NotFound);
        QCOMPARE(m_otp->complaint(outcome), u"Chat not found"_s);
    }
}

void MailOtpChatTest::readsAChatByShowingIt()
{
    m_otp->say(m_otp->bob, m_chat, u"One"_s);
    m_otp->say(m_otp->bob, m_chat, u"Two"_s);
    const QJsonObject shown = m_otp->body(history(m_otp->alice, {{"limit"_L1, 1}}));
    QCOMPARE(shown["messages"_L1].toArray().size(), 1);
    QCOMPARE(shown["messages"_L1][0]["text"_L1], QJsonValue(u"Two"_s));
    QCOMPARE(await(m_otp->conversations.list(m_otp->alice))->front().unread, 0);
    QCOMPARE(m_otp->kindOf(history(m_otp->carol, {})), Error::Kind::NotFound);
}

void MailOtpChatTest::saysWhenWhatWasSeen()
{
    std::vector<QString> times;
    for (const QString &text : {u"One"_s, u"Two"_s}) {
        m_otp->say(m_otp->bob, m_chat, text);
        m_otp->clock.advance(std::chrono::minutes(1));
        times.push_back(toIso(m_otp->clock.now()));
        m_otp->body(history(m_otp->alice, {}));
    }
    m_otp->say(m_otp->bob, m_chat, u"Three"_s);
    m_otp->clock.advance(std::chrono::minutes(1));
    for (const UserId viewer : {m_otp->bob, m_otp->alice}) {
        const QJsonArray shown = m_otp->body(history(viewer, {}))["messages"_L1].toArray();
        QCOMPARE(shown.size(), 3);
        QCOMPARE(shown[0]["seenAt"_L1], QJsonValue(times[0]));
        QCOMPARE(shown[1]["seenAt"_L1], QJsonValue(times[1]));
        const bool isRead = viewer == m_otp->alice; // She reads it by that.
        QCOMPARE(shown[2]["seen"_L1], QJsonValue(isRead));
        QCOMPARE(shown[2]["seenAt"_L1].isNull(), !isRead);
    }
}

void MailOtpChatTest::saysNoTimeOfWhatIsReadInSecret()
{
    PrivacyChange change;
    change.readReceipts = false;
    QVERIFY(await(m_otp->privacy.change(m_otp->alice, change)));
    m_otp->say(m_otp->bob, m_chat, u"One"_s);
    m_otp->body(history(m_otp->alice, {}));
    change.readReceipts = true;
    QVERIFY(await(m_otp->privacy.change(m_otp->alice, change)));
    m_otp->say(m_otp->bob, m_chat, u"Two"_s);
    m_otp->body(history(m_otp->alice, {}));
    const QJsonArray shown = m_otp->body(history(m_otp->bob, {}))["messages"_L1].toArray();
    QVERIFY(shown[0]["seenAt"_L1].isNull());
    QVERIFY(shown[1]["seenAt"_L1].isString());
}

void MailOtpChatTest::listsWhatOneIsIn()
{
    m_otp->say(m_otp->bob, m_chat, u"Hi Alice"_s);
    const QJsonArray chats =
        m_otp->body(m_otp->ask(Method::Get, "/api/v1/chat/all", m_otp->alice))["chats"_L1]
            .toArray();
    QCOMPARE(chats.size(), 1);
    QCOMPARE(chats[0]["chat"_L1]["_id"_L1], QJsonValue(m_chat.toString()));
}

QTEST_GUILESS_MAIN(MailOtpChatTest)
#include "tst_mailotpchat.moc"
