// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/cli/zipfile.h"
#include "tests/support/fakeapi.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Chat = "31.12.21, 21:04 - Alice added Bob\n"
                        "31.12.21, 21:05 - Alice: Happy\nnew year\n"
                        "31.12.21, 21:05 - Bob: You too\n"
                        "31.12.21, 21:05 - Bob: You too\n"
                        "31.12.21, 21:06 - Carol: IMG-1.jpg (file attached)\n";

} // namespace

class ImportWhatsAppTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void saysWhatIsInIt();
    void asksTheServerWhatWouldBe();
    void storesItInANewGroup();
    void makesTheSameOfTheSame();
    void listsWhomItDoesNotKnow();
    void leavesPeopleOut();
    void givesTheRestToOne();
    void readsATableOfPeople();
    void sendsFilesThatAreNotThere();
    void keepsWordsForFilesThatAreRefused();
    void saysHowToGoOn();
    void refusesWhatDoesNotGoTogether_data();
    void refusesWhatDoesNotGoTogether();
    void refusesWhatIsNoChat_data();
    void refusesWhatIsNoChat();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"import"_s, u"whatsapp"_s} + words
                             + QStringList{u"--server"_s, m_api->url()});
    }
    QStringList into(const QStringList &more) const
    {
        return QStringList{m_chat, u"--into"_s, u"70"_s} + more;
    }
    static QStringList all()
    {
        return {u"--map"_s, u"Alice=alice"_s, u"--map"_s, u"Bob=bob"_s, u"--map"_s, u"Carol=bob"_s};
    }
    QString file(const QString &name, const QByteArray &content)
    {
        QFile file(m_program.folder() + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("A file cannot be written.");
        return file.fileName();
    }
    QString zip(const QByteArray &picture)
    {
        const QString path = m_program.folder() + u"/chat.zip"_s;
        writeZip(path, {{"_chat.txt", Chat}, {"IMG-1.jpg", picture}});
        return path;
    }
    //! \return what was sent to \p target, in order.
    QList<QJsonObject> sent(const QByteArray &target) const
    {
        QList<QJsonObject> bodies;
        for (const auto &request : m_api->requests()) {
            if (request.target == target)
                bodies.append(QJsonDocument::fromJson(request.body).object());
        }
        return bodies;
    }
    QList<QJsonObject> sentMessages() const { return sent("/api/v1/admin/imports/messages"); }
    void answerMessages(const QList<const char *> &outcomes)
    {
        QJsonArray items;
        qint64 stored = 0;
        for (const char *outcome : outcomes) {
            items.append(QJsonObject{{"outcome"_L1, QString::fromLatin1(outcome)}});
            stored += QLatin1String(outcome) == "stored"_L1 ? 1 : 0;
        }
        m_api->answer("POST /api/v1/admin/imports/messages",
                      QJsonDocument(QJsonObject{{"items"_L1, items},
                                                {"stored"_L1, stored},
                                                {"there"_L1, outcomes.size() - stored}})
                          .toJson());
    }

    CliProgram m_program;
    std::unique_ptr<FakeApi> m_api;
    QString m_chat;
};

void ImportWhatsAppTest::init()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/users/alice", R"({"id":"1","name":"Alice A."})");
    m_api->answer("GET /api/v1/admin/users/bob", R"({"id":"2","name":"Bob B."})");
    m_api->answer("POST /api/v1/admin/imports/groups", R"({"id":"80","frozen":true})", 201);
    m_api->answer("DELETE /api/v1/admin/groups/80/freeze", R"({"id":"80"})");
    m_chat = file(u"chat.txt"_s, Chat);
}

void ImportWhatsAppTest::saysWhatIsInIt()
{
    const auto outcome =
        run(QStringList{m_chat, u"--new-group"_s, u"Old Times"_s, u"--owner"_s, u"alice"_s,
                        u"--time-zone"_s, u"Europe/Berlin"_s, u"-o"_s, u"ndjson"_s}
            + all());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.err,
             "This is what would be: nothing was changed. With --for-real it is done.\n");
    const QJsonObject said = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(said["format"_L1], QJsonValue(u"Android"_s));
    QCOMPARE(said["dateOrder"_L1], QJsonValue(u"dmy"_s));
    QCOMPARE(said["messages"_L1], QJsonValue(4));
    QCOMPARE(said["systemLines"_L1], QJsonValue(1));
    QCOMPARE(said["people"_L1]["Bob"_L1], QJsonValue(2));
    QCOMPARE(said["accounts"_L1]["Alice"_L1], QJsonValue(u"Alice A. (1)"_s));
    QCOMPARE(said["filesMissing"_L1], QJsonValue(1));
    QCOMPARE(said["from"_L1], QJsonValue(u"2021-12-31T20:05:00.000Z"_s));
    QCOMPARE(said["to"_L1], QJsonValue(u"2021-12-31T20:06:00.000Z"_s));
    QCOMPARE(said["stored"_L1], QJsonValue(4));
    QCOMPARE(sent("/api/v1/admin/imports/groups").value(0),
             (QJsonObject{{"title"_L1, u"Old Times"_s},
                          {"owner"_L1, u"1"_s},
                          {"members"_L1, QJsonArray{u"1"_s, u"2"_s}},
                          {"dryRun"_L1, true}}));
    QVERIFY(sentMessages().isEmpty());
}

void ImportWhatsAppTest::asksTheServerWhatWouldBe()
{
    answerMessages({"there", "stored", "stored", "stored"});
    const auto outcome = run(into(all()) + QStringList{u"-o"_s, u"ndjson"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    const QJsonObject said = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(said["stored"_L1], QJsonValue(3));
    QCOMPARE(said["there"_L1], QJsonValue(1));
    QCOMPARE(sentMessages().size(), 1);
    QCOMPARE(sentMessages().value(0)["dryRun"_L1], QJsonValue(true));
    QCOMPARE(sentMessages().value(0)["conversationId"_L1], QJsonValue(u"70"_s));
}

void ImportWhatsAppTest::storesItInANewGroup()
{
    answerMessages({"stored", "stored", "stored", "stored"});
    const auto outcome = run(QStringList{m_chat, u"--new-group"_s, u"Old Times"_s, u"--owner"_s,
                                         u"alice"_s, u"--for-real"_s}
                             + all());
    QCOMPARE(outcome.exit, ExitCode::Done);
    const QJsonObject asked = sentMessages().value(0);
    QCOMPARE(asked["conversationId"_L1], QJsonValue(u"80"_s));
    QCOMPARE(asked["source"_L1], QJsonValue(u"chat.txt"_s));
    QCOMPARE(asked["dryRun"_L1], QJsonValue(false));
    const QJsonArray messages = asked["messages"_L1].toArray();
    QCOMPARE(messages.size(), 4);
    QCOMPARE(messages[0]["sender"_L1], QJsonValue(u"1"_s));
    QCOMPARE(messages[0]["textContent"_L1], QJsonValue(u"Happy\nnew year"_s));
    QCOMPARE(messages[0]["createdAt"_L1], QJsonValue(u"2021-12-31T21:05:00.000Z"_s));
    QCOMPARE(messages[1]["createdAt"_L1], QJsonValue(u"2021-12-31T21:05:00.001Z"_s));
    QCOMPARE(m_api->requests().last().method, "DELETE");
}

void ImportWhatsAppTest::makesTheSameOfTheSame()
{
    answerMessages({"stored", "stored", "stored", "stored"});
    answerMessages({"stored", "stored"});
    QCOMPARE(run(into(all())).exit, ExitCode::Done);
    QCOMPARE(
        run(into({u"--map"_s, u"Alice=-"_s, u"--map"_s, u"Bob=bob"_s, u"--map"_s, u"Carol=-"_s}))
            .exit,
        ExitCode::Done);
    const QJsonArray first = sentMessages().value(0)["messages"_L1].toArray();
    const QJsonArray second = sentMessages().value(1)["messages"_L1].toArray();
    QCOMPARE(second.size(), 2);
    QCOMPARE(second[0], first[1]);
    QCOMPARE(second[1], first[2]);
    QVERIFY(first[1]["clientMessageId"_L1] != first[2]["clientMessageId"_L1]);
}

void ImportWhatsAppTest::listsWhomItDoesNotKnow()
{
    const auto outcome = run(into({u"--map"_s, u"Bob=bob"_s}));
    QCOMPARE(outcome.exit, ExitCode::Data);
    QVERIFY2(outcome.err.contains("\"Alice\", \"Carol\""), outcome.err);
    QVERIFY2(outcome.out.contains("Alice 1, Bob 2, Carol 1"), outcome.out);
    QCOMPARE(run(into({u"--map"_s, u"Bob=bob"_s, u"--for-real"_s})).out, QByteArray());
    QVERIFY(sentMessages().isEmpty());
    const auto nobody = run(into(all() + QStringList{u"--map"_s, u"Bob=nobody"_s}));
    QCOMPARE(nobody.exit, ExitCode::NoInput);
}

void ImportWhatsAppTest::leavesPeopleOut()
{
    answerMessages({"stored"});
    const auto outcome = run(into({u"--map"_s, u"Alice=alice"_s, u"--map"_s, u"Bob=-"_s, u"--map"_s,
                                   u"Carol=-"_s, u"-o"_s, u"ndjson"_s}));
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(QJsonDocument::fromJson(outcome.out).object()["leftOut"_L1], QJsonValue(3));
    QCOMPARE(sentMessages().value(0)["messages"_L1].toArray().size(), 1);
}

void ImportWhatsAppTest::givesTheRestToOne()
{
    answerMessages({"stored", "stored", "stored", "stored"});
    QCOMPARE(run(into({u"--map"_s, u"Alice=alice"_s, u"--others"_s, u"bob"_s})).exit,
             ExitCode::Done);
    const QJsonArray messages = sentMessages().value(0)["messages"_L1].toArray();
    QCOMPARE(messages[0]["textContent"_L1], QJsonValue(u"Happy\nnew year"_s));
    QCOMPARE(messages[1]["textContent"_L1], QJsonValue(u"Bob: You too"_s));
    QCOMPARE(messages[1]["sender"_L1], QJsonValue(u"2"_s));
}

void ImportWhatsAppTest::readsATableOfPeople()
{
    answerMessages({"stored", "stored", "stored", "stored"});
    const QString table = file(u"people.csv"_s, "account,name\nalice,Alice\nbob,Bob\nbob,Carol\n");
    QCOMPARE(run(into({u"--map-file"_s, table})).exit, ExitCode::Done);
    const QString wrong = file(u"people.csv"_s, "who,name\nalice,Alice\n");
    QCOMPARE(run(into({u"--map-file"_s, wrong})).exit, ExitCode::Data);
    QCOMPARE(run(into({u"--map-file"_s, wrong + u'x'})).exit, ExitCode::NoInput);
}

void ImportWhatsAppTest::sendsFilesThatAreNotThere()
{
    m_chat = zip("a picture");
    m_api->answer("POST /api/v1/admin/imports/files", R"({"file":"secret.jpg"})", 201);
    answerMessages({"there", "there", "stored", "stored"});
    answerMessages({"there", "there", "stored", "stored"});
    answerMessages({"there", "there", "there", "there"});
    QCOMPARE(run(into(all() + QStringList{u"--for-real"_s})).exit, ExitCode::Done);
    QCOMPARE(sentMessages().size(), 2);
    QCOMPARE(sentMessages().value(0)["dryRun"_L1], QJsonValue(true));
    const QJsonObject picture = sentMessages().value(1)["messages"_L1][3].toObject();
    QCOMPARE(picture["file"_L1], QJsonValue(u"secret.jpg"_s));
    QCOMPARE(picture["textContent"_L1], QJsonValue(QString()));
    QCOMPARE(sent("/api/v1/admin/imports/files").value(0),
             (QJsonObject{{"owner"_L1, u"2"_s},
                          {"name"_L1, u"IMG-1.jpg"_s},
                          {"file"_L1, u"data:application/octet-stream;base64,YSBwaWN0dXJl"_s}}));

    const qsizetype before = m_api->requests().size();
    QCOMPARE(run(into(all() + QStringList{u"--for-real"_s})).exit, ExitCode::Done);
    for (const auto &request : m_api->requests().mid(before))
        QVERIFY(request.target != "/api/v1/admin/imports/files");
}

void ImportWhatsAppTest::keepsWordsForFilesThatAreRefused()
{
    m_chat = zip("no picture");
    m_api->answer("POST /api/v1/admin/imports/files",
                  R"({"error":{"code":"unsupported_media_type","message":"no"}})", 415);
    answerMessages({"stored", "stored", "stored", "stored"});
    const auto outcome = run(into(all() + QStringList{u"--for-real"_s, u"-o"_s, u"ndjson"_s}));
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(QJsonDocument::fromJson(outcome.out).object()["filesRefused"_L1], QJsonValue(1));
    QCOMPARE(sentMessages().value(1)["messages"_L1][3]["textContent"_L1],
             QJsonValue(u"IMG-1.jpg (file attached)"_s));
}

void ImportWhatsAppTest::saysHowToGoOn()
{
    m_api->answer("POST /api/v1/admin/imports/messages",
                  R"({"error":{"code":"history_older","message":"Too old."}})", 409);
    const auto outcome = run(QStringList{m_chat, u"--new-group"_s, u"Old Times"_s, u"--owner"_s,
                                         u"alice"_s, u"--for-real"_s}
                             + all());
    QCOMPARE(outcome.exit, ExitCode::CannotCreate);
    QVERIFY2(outcome.err.contains("--into 80") && outcome.err.contains("Too old."), outcome.err);
    QCOMPARE(m_api->requests().last().method, "POST");
}

void ImportWhatsAppTest::refusesWhatDoesNotGoTogether_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nowhere") << QStringList{};
    QTest::newRow("two places") << QStringList{u"--into"_s, u"7"_s, u"--new-group"_s, u"X"_s};
    QTest::newRow("nobody's group") << QStringList{u"--new-group"_s, u"X"_s};
    QTest::newRow("no place") << QStringList{u"--into"_s, u"7"_s, u"--time-zone"_s, u"Nowhere"_s};
    QTest::newRow("no order") << QStringList{u"--into"_s, u"7"_s, u"--date-order"_s, u"ydm"_s};
    QTest::newRow("nobody") << QStringList{u"--into"_s, u"7"_s, u"--map"_s, u"Alice"_s};
    QTest::newRow("both") << QStringList{u"--into"_s, u"7"_s, u"--for-real"_s, u"--dry-run"_s};
}

void ImportWhatsAppTest::refusesWhatDoesNotGoTogether()
{
    QFETCH(QStringList, words);
    QCOMPARE(run(QStringList{m_chat} + words).exit, ExitCode::Usage);
    QCOMPARE(m_api->requests().size(), 0);
}

void ImportWhatsAppTest::refusesWhatIsNoChat_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("something else") << QByteArray("name,phone\n") << QByteArray("no exported chat");
    QTest::newRow("empty") << QByteArray() << QByteArray("no exported chat");
    QTest::newRow("ambiguous") << QByteArray("1.2.21, 21:05 - Alice: x")
                               << QByteArray("--date-order");
    QTest::newRow("no dates") << QByteArray("31.2.21, 21:05 - Alice: x") << QByteArray("no order");
}

void ImportWhatsAppTest::refusesWhatIsNoChat()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, words);
    m_chat = file(u"other.txt"_s, content);
    const auto outcome = run(into(all()));
    QCOMPARE(outcome.exit, ExitCode::Data);
    QVERIFY2(outcome.err.contains(words), outcome.err);
    QCOMPARE(m_api->requests().size(), 0);
}

QTEST_GUILESS_MAIN(ImportWhatsAppTest)
#include "tst_importwhatsapp.moc"
