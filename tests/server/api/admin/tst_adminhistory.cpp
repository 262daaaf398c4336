// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void bringsInAConversation();
    void bringsInWhatBecameOfMessages();
    void rehearses();
    void takesFiles();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();
    void isForWhoMayChangeAccounts();

private:
    Result<Answer> ask(const QByteArray &what, const QJsonObject &params)
    {
        return m_admin->ask(Method::Post, "/api/v1/admin/imports/" + what, m_admin->alice, params);
    }
    QString begin()
    {
        return AdminFixture::body(ask("groups",
                                      {{"title"_L1, u"Old Times"_s},
                                       {"owner"_L1, u"1"_s},
                                       {"members"_L1, QJsonArray{u"2"_s}}}))["id"_L1]
            .toString();
    }
    QJsonObject messages(const QString &conversation, const QJsonObject &message)
    {
        return {{"conversationId"_L1, conversation},
                {"source"_L1, u"chat.txt"_s},
                {"messages"_L1, QJsonArray{message}}};
    }
    static QJsonObject message()
    {
        return {{"sender"_L1, u"2"_s},
                {"createdAt"_L1, u"2021-12-31T21:05:00.000Z"_s},
                {"clientMessageId"_L1, u"import:1"_s},
                {"textContent"_L1, u"Happy new year"_s}};
    }
    Result<Answer> upload(const QByteArray &content, const QString &owner)
    {
        QFile file(m_admin->folder.filePath(u"upload"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("A file cannot be written.");
        file.close();
        const auto route = m_admin->table->findRoute(Method::Post, "/api/v1/admin/imports/files");
        Call call;
        call.caller.user = m_admin->alice;
        call.params = {{"owner"_L1, owner}};
        call.file = UploadedFile{file.fileName(), u"menu.pdf"_s, content.size()};
        return await(route.row->endpoint.handler(call));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminHistoryTest::bringsInAConversation()
{
    const QString group = begin();
    const QJsonObject first = AdminFixture::body(ask("messages", messages(group, message())));
    QCOMPARE(first["stored"_L1], QJsonValue(1));
    QCOMPARE(first["lastSeq"_L1], QJsonValue(1));
    QCOMPARE(first["items"_L1][0]["outcome"_L1], QJsonValue(u"stored"_s));
    const QJsonObject second = AdminFixture::body(ask("messages", messages(group, message())));
    QCOMPARE(second["stored"_L1], QJsonValue(0));
    QCOMPARE(second["there"_L1], QJsonValue(1));
    QCOMPARE(second["items"_L1][0]["id"_L1], first["items"_L1][0]["id"_L1]);
}

void AdminHistoryTest::bringsInWhatBecameOfMessages()
{
    const QString group = begin();
    QJsonObject gone = message();
    gone["textContent"_L1] = QString();
    gone["kind"_L1] = u"image"_s;
    gone["deletedAt"_L1] = u"2021-12-31T21:06:00.000Z"_s;
    QJsonObject line = message();
    line["clientMessageId"_L1] = u"import:2"_s;
    line["createdAt"_L1] = u"2021-12-31T21:05:00.001Z"_s;
    line["kind"_L1] = u"system"_s;
    line["membership"_L1] = u"ended"_s;
    line["mentions"_L1] = QJsonArray{u"2"_s};
    QJsonObject asked = messages(group, gone);
    asked["messages"_L1] = QJsonArray{gone, line};
    asked["marks"_L1] = QJsonArray{
        QJsonObject{{"user"_L1, u"1"_s},
                    {"delivered"_L1,
                     QJsonObject{{"sender"_L1, u"2"_s}, {"clientMessageId"_L1, u"import:1"_s}}}}};
    QCOMPARE(AdminFixture::body(ask("messages", asked))["stored"_L1], QJsonValue(2));
    const auto stored = await(m_admin->identity.database->read([&](Stores &stores) {
        return stores.exports.listMessages(*ConversationId::parse(group), 0, 10);
    }));
    QVERIFY(stored->front().deletedAt);
    QCOMPARE(stored->front().kind, MessageKind::Image);
    QCOMPARE(stored->back().membership, std::optional(Membership::Ended));
    const auto ann = await(m_admin->identity.database->read([&](Stores &stores) {
        return stores.members.find(*ConversationId::parse(group), UserId(1));
    }));
    QCOMPARE(ann->deliveredSeq, 1);
    QCOMPARE(ann->readSeq, 0);
}

void AdminHistoryTest::rehearses()
{
    const QString group = begin();
    QJsonObject asked = messages(group, message());
    asked["dryRun"_L1] = true;
    for (int i = 0; i < 2; ++i)
        QCOMPARE(AdminFixture::body(ask("messages", asked))["stored"_L1], QJsonValue(1));
    const QJsonObject never = AdminFixture::body(
        ask("groups", {{"title"_L1, u"Never"_s}, {"owner"_L1, u"1"_s}, {"dryRun"_L1, true}}));
    QCOMPARE(never["frozen"_L1], QJsonValue(true));
    QCOMPARE(ask("messages", messages(never["id"_L1].toString(), message())).error().code,
             "conversation_not_found"_L1);
}

void AdminHistoryTest::takesFiles()
{
    const QString group = begin();
    const auto file = upload("%PDF-1.4 made for a test", u"2"_s);
    QVERIFY(file);
    QJsonObject sent = message();
    sent["file"_L1] = AdminFixture::body(file)["file"_L1];
    QCOMPARE(AdminFixture::body(ask("messages", messages(group, sent)))["stored"_L1],
             QJsonValue(1));
    const auto nobodys = upload("%PDF-1.4 made for a test", u"7"_s);
    QVERIFY(!nobodys);
    QCOMPARE(nobodys.error().code, "user_not_found"_L1);
    const auto program = upload(QByteArray("MZ\x90\0\3\0", 6), u"2"_s);
    QVERIFY(!program);
    QCOMPARE(program.error().code, "unsupported_media_type"_L1);
    QCOMPARE(ask("files", {{"owner"_L1, u"2"_s}}).error().code, "invalid_input"_L1);
    sent["file"_L1] = u"unknown.jpg"_s;
    QCOMPARE(ask("messages", messages(group, sent)).error().code, "media_not_found"_L1);
}

void AdminHistoryTest::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QJsonValue>("wrong");
    const auto with = [](QLatin1String name, const QJsonValue &value) {
        QJsonObject wrong = message();
        wrong[name] = value;
        return QJsonValue(wrong);
    };
    QTest::newRow("no object") << QJsonValue(7);
    QTest::newRow("no sender") << with("sender"_L1, QJsonValue());
    QTest::newRow("no time") << with("createdAt"_L1, u"yesterday"_s);
    QTest::newRow("a number for a text") << with("textContent"_L1, 7);
    QTest::newRow("an answer to nobody")
        << with("replyTo"_L1, QJsonObject{{"clientMessageId"_L1, u"k"_s}});
    QTest::newRow("an answer to nothing") << with("replyTo"_L1, QJsonObject{{"sender"_L1, u"1"_s}});
    QTest::newRow("one who is named") << with("mentions"_L1, u"1"_s);
    QTest::newRow("nobody who is named") << with("mentions"_L1, QJsonArray{u"x"_s});
    QTest::newRow("no name of its own") << with("clientMessageId"_L1, QString());
    QTest::newRow("an edit at no time") << with("editedAt"_L1, true);
    QTest::newRow("deleted with a text") << with("deletedAt"_L1, u"2021-12-31T21:06:00.000Z"_s);
    QTest::newRow("an unknown kind") << with("kind"_L1, u"poem"_s);
    QTest::newRow("a kind of no text") << with("kind"_L1, 7);
    QTest::newRow("who comes in a text") << with("membership"_L1, u"began"_s);
    QTest::newRow("an unknown membership") << with("membership"_L1, u"came"_s);
}

void AdminHistoryTest::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QJsonValue, wrong);
    QJsonObject asked = messages(begin(), message());
    asked["messages"_L1] = QJsonArray{wrong};
    QCOMPARE(ask("messages", asked).error().code, "invalid_input"_L1);
    for (const QJsonValue &marks :
         {QJsonValue(QJsonArray{7}), QJsonValue(u"x"_s),
          QJsonValue(QJsonArray{QJsonObject{{"user"_L1, u"x"_s}}}),
          QJsonValue(QJsonArray{QJsonObject{{"user"_L1, u"1"_s}, {"read"_L1, u"x"_s}}})}) {
        asked = messages(begin(), message());
        asked["marks"_L1] = marks;
        QCOMPARE(ask("messages", asked).error().code, "invalid_input"_L1);
    }
    asked = messages(u"x"_s, message());
    QCOMPARE(ask("messages", asked).error().code, "invalid_input"_L1);
}

void AdminHistoryTest::isForWhoMayChangeAccounts()
{
    for (const QByteArray what : {"groups", "files", "messages"}) {
        const auto route = m_admin->table->findRoute(Method::Post, "/api/v1/admin/imports/" + what);
        QCOMPARE(route.row->endpoint.capabilities, Capabilities(Capability::UsersWrite));
        QCOMPARE(route.row->endpoint.access, Access::Staff);
    }
}

QTEST_GUILESS_MAIN(AdminHistoryTest)
#include "tst_adminhistory.moc"
