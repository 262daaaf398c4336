// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const auto TempId = u"6f1e0cbe-93a1-4a3e-9df1-1f2f3a4b5c6d"_s;

} // namespace

class WhisprChatTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_whispr = std::make_unique<WhisprFixture>();
        m_chat = m_whispr->directChat(m_whispr->alice, m_whispr->bob);
    }
    void cleanup() { m_whispr.reset(); }

    void sendsAMessage();
    void sendsItOnce();
    void tellsTheSendersOwnPages();
    void sendsAFile();
    void sendsAFileOnce();
    void tellsWhoHasLeftOfNobody();
    void wantsContentAndAUuid_data();
    void wantsContentAndAUuid();
    void isForMembers_data();
    void isForMembers();
    void readsTheHistoryFromTheStart();
    void listsOnesOwnFiles();

private:
    QByteArray path(const char *before) const { return before + m_chat.toString().toLatin1(); }
    WhisprFixture::Outcome send(UserId user, const QJsonObject &params)
    {
        return m_whispr->ask(Method::Post, path("/v1/chat/message/"), user, params);
    }
    QJsonArray history(UserId user, const QJsonObject &params = {})
    {
        return m_whispr
            ->body(
                m_whispr->ask(Method::Get, path("/v1/chat/message/"), user, params))["messages"_L1]
            .toArray();
    }

    std::unique_ptr<WhisprFixture> m_whispr;
    ConversationId m_chat;
};

void WhisprChatTest::sendsAMessage()
{
    const auto sent = send(m_whispr->alice, {{"content"_L1, "hi"_L1}, {"tempId"_L1, TempId}});
    QVERIFY(sent);
    QCOMPARE(sent->outcome, Answer::Outcome::Created);
    QCOMPARE(m_whispr->body(sent),
             (QJsonObject{{"success"_L1, true}, {"message"_L1, "Message successfully sent"_L1}}));
    const QJsonObject stored = history(m_whispr->bob).first().toObject();
    QCOMPARE(stored["content"_L1], QJsonValue(u"hi"_s));
    QCOMPARE(stored["tempId"_L1], QJsonValue(TempId));
    QCOMPARE(stored["receiverId"_L1], QJsonValue(m_whispr->bob.toString()));
    QCOMPARE(stored["status"_L1], QJsonValue(u"sent"_s));
}

void WhisprChatTest::sendsItOnce()
{
    for (int i = 0; i < 2; ++i)
        QVERIFY(send(m_whispr->alice, {{"content"_L1, "hi"_L1}, {"tempId"_L1, TempId}}));
    QCOMPARE(history(m_whispr->bob).size(), 1);
}

void WhisprChatTest::tellsTheSendersOwnPages()
{
    m_whispr->recorder.clear();
    QVERIFY(send(m_whispr->alice, {{"content"_L1, "hi"_L1}, {"tempId"_L1, TempId}}));
    const auto own = m_whispr->recorder.events<MessageSent>();
    QCOMPARE(own.size(), 1u);
    QVERIFY(own.front()->except.isNull());
    QCOMPARE(std::get<MessageSent>(own.front()->payload).members->size(), 2u);
}

void WhisprChatTest::sendsAFile()
{
    Call call;
    call.caller.user = m_whispr->alice;
    call.params = {{"fileName"_L1, "notes.txt"_L1}, {"tempId"_L1, TempId}};
    m_whispr->attach(call, "some notes");
    QVERIFY(m_whispr->ask(Method::Post, path("/v1/chat/message/"), call));
    const QJsonObject stored = history(m_whispr->bob).first().toObject();
    QVERIFY(
        stored["file"_L1].toString().startsWith(u"https://chat.example.org/api/v1/media/files/"_s));
    QCOMPARE(stored["fileType"_L1], QJsonValue(u"file"_s));
    QCOMPARE(stored["fileSize"_L1], QJsonValue(10));
}

void WhisprChatTest::sendsAFileOnce()
{
    const auto sendFile = [this](const QByteArray &content) {
        Call call;
        call.caller.user = m_whispr->alice;
        call.params = {{"content"_L1, "here"_L1}, {"tempId"_L1, TempId}};
        m_whispr->attach(call, content);
        return m_whispr->ask(Method::Post, path("/v1/chat/message/"), call);
    };
    QVERIFY(sendFile("some notes"));
    const QJsonValue file = history(m_whispr->bob).first()["file"_L1];
    m_whispr->recorder.clear();
    const auto again = sendFile("some notes");
    QVERIFY(again);
    QCOMPARE(again->outcome, Answer::Outcome::Created);
    QCOMPARE(history(m_whispr->bob).size(), 1);
    QCOMPARE(history(m_whispr->bob).first()["file"_L1], file);
    QCOMPARE(m_whispr->recorder.events<MessageSent>().size(), 1u);
    QVERIFY(m_whispr->recorder.events<MessageAdded>().empty());
    QCOMPARE(m_whispr->kindOf(sendFile("other notes")), Error::Kind::Conflict);
}

void WhisprChatTest::tellsWhoHasLeftOfNobody()
{
    m_chat = m_whispr->group(m_whispr->alice, {m_whispr->bob});
    m_whispr->say(m_whispr->alice, m_chat, u"hi"_s);
    QVERIFY(await(m_whispr->groups.remove(m_whispr->alice, m_chat, m_whispr->bob)));
    QVERIFY(await(m_whispr->groups.add(m_whispr->alice, m_chat, {m_whispr->carol})));
    const QJsonObject row = history(m_whispr->bob).first().toObject();
    QCOMPARE(row["content"_L1], QJsonValue(u"hi"_s));
    QCOMPARE(row["receivers"_L1], QJsonValue(QJsonArray()));
}

void WhisprChatTest::wantsContentAndAUuid_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("blank") << QJsonObject{{"content"_L1, "  "_L1}};
    QTest::newRow("a number") << QJsonObject{{"content"_L1, 5}};
    QTest::newRow("no UUID") << QJsonObject{{"content"_L1, "hi"_L1}, {"tempId"_L1, "1"_L1}};
}

void WhisprChatTest::wantsContentAndAUuid()
{
    QFETCH(QJsonObject, params);
    const auto refused = send(m_whispr->alice, params);
    QCOMPARE(m_whispr->kindOf(refused), Error::Kind::InvalidInput);
    QCOMPARE(m_whispr->complaint(refused), u"Validation failed"_s);
    QVERIFY(history(m_whispr->alice).isEmpty());
}

void WhisprChatTest::isForMembers_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("read") << Method::Get << QByteArray("/v1/chat/message/");
    QTest::newRow("send") << Method::Post << QByteArray("/v1/chat/message/");
    QTest::newRow("send to a group") << Method::Post << QByteArray("/v1/chat/group/");
    QTest::newRow("files") << Method::Get << QByteArray("/v1/chat/chat-files/");
}

void WhisprChatTest::isForMembers()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    for (const QByteArray &id : {m_chat.toString().toLatin1(), QByteArray("1"), QByteArray("x")}) {
        Call call;
        call.caller.user = m_whispr->mallory;
        call.params = {{"content"_L1, "hi"_L1}};
        if (method == Method::Post)
            m_whispr->attach(call, "a file");
        const auto hidden = m_whispr->ask(method, path + id, call);
        QCOMPARE(m_whispr->kindOf(hidden), Error::Kind::NotFound);
        QCOMPARE(m_whispr->complaint(hidden), u"Chat not found"_s);
    }
}

void WhisprChatTest::readsTheHistoryFromTheStart()
{
    for (int i = 1; i <= 120; ++i)
        m_whispr->say(i % 2 ? m_whispr->alice : m_whispr->bob, m_chat, QString::number(i));
    const QJsonArray all = history(m_whispr->alice);
    QCOMPARE(all.size(), 120);
    for (int i = 0; i < all.size(); ++i)
        QCOMPARE(all[i]["content"_L1], QJsonValue(QString::number(i + 1)));
    QCOMPARE(history(m_whispr->alice, {{"limit"_L1, 3}}).first()["content"_L1],
             QJsonValue(u"118"_s));
}

void WhisprChatTest::listsOnesOwnFiles()
{
    Call call;
    call.caller.user = m_whispr->alice;
    m_whispr->attach(call, "some notes", u"notes.txt"_s);
    QVERIFY(m_whispr->ask(Method::Post, path("/v1/chat/message/"), call));
    m_whispr->say(m_whispr->alice, m_chat, u"no file"_s);
    const auto files = [this](UserId user) {
        return m_whispr
            ->body(m_whispr->ask(Method::Get, path("/v1/chat/chat-files/"), user))["files"_L1]
            .toArray();
    };
    QCOMPARE(files(m_whispr->alice).size(), 1);
    QVERIFY(files(m_whispr->bob).isEmpty());
}

QTEST_GUILESS_MAIN(WhisprChatTest)
#include "tst_whisprchat.moc"
