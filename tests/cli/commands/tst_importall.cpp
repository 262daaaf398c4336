// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
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

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject userLine(const QString &id, const QString &name)
{
    return {{"type"_L1, u"user"_s},      {"id"_L1, id},
            {"name"_L1, name},           {"phone"_L1, QString(u"+49151"_s + id)},
            {"state"_L1, u"active"_s},   {"role"_L1, u"none"_s},
            {"emailVerified"_L1, false}, {"suspension"_L1, QJsonValue()}};
}

QJsonObject memberLine(const QString &user, qint64 joined = 0, const QJsonValue &left = {})
{
    return {{"type"_L1, u"member"_s}, {"conversation"_L1, u"50"_s},
            {"user"_L1, user},        {"role"_L1, user == u"1"_s ? u"admin"_s : u"member"_s},
            {"joinedSeq"_L1, joined}, {"leftSeq"_L1, left}};
}

QJsonObject messageLine(qint64 seq, const QString &sender, const QString &text)
{
    return {{"type"_L1, u"message"_s},
            {"conversation"_L1, u"50"_s},
            {"id"_L1, QString::number(900 + seq)},
            {"seq"_L1, seq},
            {"sender"_L1, sender},
            {"kind"_L1, u"text"_s},
            {"text"_L1, text},
            {"clientId"_L1, QJsonValue()},
            {"deletedAt"_L1, QJsonValue()},
            {"sentAt"_L1, u"2026-01-31T09:05:00.000Z"_s}};
}

const QJsonObject Group{
    {"type"_L1, u"conversation"_s}, {"id"_L1, u"50"_s},
    {"kind"_L1, u"group"_s},        {"title"_L1, u"Team"_s},
    {"bio"_L1, QJsonValue()},       {"owner"_L1, u"1"_s},
    {"frozen"_L1, false},           {"createdAt"_L1, u"2026-01-31T09:00:00.000Z"_s}};

} // namespace

class ImportAllTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void changesNothingUnlessToldTo();
    void makesPeopleAndGroups();
    void bringsInWhatWasSaid();
    void bringsInFiles();
    void letsNobodyReadWhatTheyWereNotThereFor();
    void suspendsWhoIsSuspended();
    void leavesOutWhoIsErased();
    void writesDownWhatFailed();
    void stopsWhereTheServerHasNoRoom();
    void goesOnWhereItBrokeOff();
    void sendsNothingOfAFileThatIsCutOff();
    void bringsInWhatIsBetweenPeople();
    void saysHowFarPeopleHadGot();
    void bringsInStarsAndReadings();
    void refusesLinesThatCannotBe();
    void doesNotDoBoth();

private:
    //! Runs on a file that has \p lines between the first one and the last one.
    CliProgram::Outcome run(const QList<QJsonObject> &lines, const QStringList &words = {})
    {
        QByteArray text = textOf({{"type"_L1, u"header"_s},
                                  {"format"_L1, u"linnet.export"_s},
                                  {"formatVersion"_L1, 1}})
            + '\n';
        QJsonObject counts;
        for (const QJsonObject &line : lines) {
            text += textOf(line) + '\n';
            const QString type = line["type"_L1].toString();
            counts[type] = counts[type].toInteger() + 1;
        }
        text += textOf({{"type"_L1, u"trailer"_s}, {"counts"_L1, counts}}) + '\n';
        return runOn(text, words);
    }
    CliProgram::Outcome runOn(const QByteArray &text, const QStringList &words = {})
    {
        QFile file(m_program.folder() + u"/all.ndjson"_s);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("A file cannot be written.");
        file.close();
        return m_program.run(QStringList{u"import"_s, u"all"_s, file.fileName()} + words
                             + QStringList{u"--server"_s, m_api->url()});
    }
    void answerUsers(const QStringList &ids)
    {
        QJsonArray items;
        for (const QString &id : ids)
            items.append(
                QJsonObject{{"outcome"_L1, u"created"_s}, {"user"_L1, QJsonObject{{"id"_L1, id}}}});
        m_api->answer("POST /api/v1/admin/users/import", textOf({{"items"_L1, items}}));
    }
    //! \return what was posted to \p path, in order.
    QList<QJsonObject> posted(const QByteArray &path) const
    {
        QList<QJsonObject> bodies;
        for (const auto &request : m_api->requests()) {
            if (request.method == "POST" && request.target == "/api/v1/admin/" + path)
                bodies.append(QJsonDocument::fromJson(request.body).object());
        }
        return bodies;
    }
    static QStringList textsOf(const QJsonObject &batch)
    {
        QStringList texts;
        for (const auto &message : batch["messages"_L1].toArray())
            texts.append(message["textContent"_L1].toString());
        return texts;
    }

    const QList<QJsonObject> m_people{userLine(u"1"_s, u"Ann"_s), userLine(u"2"_s, u"Bob"_s)};
    CliProgram m_program;
    std::unique_ptr<FakeApi> m_api;
};

void ImportAllTest::init()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/imports/conversations",
                  R"({"items":[{"outcome":"created","id":"50"}]})");
    m_api->answer("POST /api/v1/admin/imports/messages", R"({"stored":2,"there":0})");
    m_api->answer("POST /api/v1/admin/imports/members", R"({"joined":0,"left":0})");
    m_api->answer("DELETE /api/v1/admin/groups/50/freeze", "{}");
}

void ImportAllTest::changesNothingUnlessToldTo()
{
    answerUsers({u"11"_s, u"12"_s});
    const auto outcome = run(
        m_people
        + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s), messageLine(1, u"1"_s, u"Hi"_s)});
    QCOMPARE(outcome.err,
             "conversations: 1 untried; messages: 1 untried; users: 2 created.\n"
             "This is what would be: nothing was changed. With --for-real it is done.\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(posted("users/import")[0]["dryRun"_L1], QJsonValue(true));
    QCOMPARE(m_api->requests().size(), 1);
}

void ImportAllTest::makesPeopleAndGroups()
{
    answerUsers({u"11"_s, u"12"_s});
    const auto outcome = run(m_people + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s)},
                             {u"--for-real"_s, u"--on-conflict"_s, u"update"_s, u"--all"_s, u"-o"_s,
                              u"csv"_s, u"--fields"_s, u"line,type,outcome,name"_s});
    QCOMPARE(outcome.err, "conversations: 1 created; users: 2 created.\n");
    QCOMPARE(outcome.out,
             "line,type,outcome,name\r\n2,user,created,Ann\r\n3,user,created,Bob\r\n"
             "4,conversation,created,Team\r\n");
    const QJsonObject users = posted("users/import")[0];
    QCOMPARE(users["onConflict"_L1], QJsonValue(u"update"_s));
    QCOMPARE(users["users"_L1][0],
             QJsonValue(QJsonObject{
                 {"name"_L1, u"Ann"_s}, {"phone"_L1, u"+491511"_s}, {"emailVerified"_L1, false}}));
    const QJsonObject group = posted("imports/conversations")[0]["conversations"_L1][0].toObject();
    QCOMPARE(group["id"_L1], QJsonValue(u"50"_s));
    QCOMPARE(group["owner"_L1], QJsonValue(u"11"_s));
    QCOMPARE(group["frozen"_L1], QJsonValue(false));
    QCOMPARE(group["members"_L1],
             QJsonValue(QJsonArray{QJsonObject{{"user"_L1, u"11"_s}, {"role"_L1, u"admin"_s}},
                                   QJsonObject{{"user"_L1, u"12"_s}, {"role"_L1, u"member"_s}}}));
}

void ImportAllTest::bringsInWhatWasSaid()
{
    answerUsers({u"11"_s, u"12"_s});
    QJsonObject named = messageLine(2, u"2"_s, u"Ho"_s);
    named["clientId"_L1] = u"own"_s;
    named["replyTo"_L1] = u"901"_s;
    named["mentions"_L1] = QJsonArray{u"1"_s, u"99"_s};
    QJsonObject deleted = messageLine(3, u"2"_s, {});
    deleted["deletedAt"_L1] = u"2026-01-31T09:06:00.000Z"_s;
    const auto outcome = run(m_people
                                 + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s),
                                         messageLine(1, u"1"_s, u"Hi"_s), named, deleted},
                             {u"--for-real"_s});
    QCOMPARE(outcome.err, "conversations: 1 created; messages: 2 stored; users: 2 created.\n");
    QCOMPARE(posted("imports/conversations")[0]["conversations"_L1][0]["frozen"_L1],
             QJsonValue(true));
    const QJsonObject batch = posted("imports/messages")[0];
    QCOMPARE(batch["conversationId"_L1], QJsonValue(u"50"_s));
    QCOMPARE(batch["source"_L1], QJsonValue(u"all.ndjson"_s));
    QCOMPARE(batch["messages"_L1][0],
             QJsonValue(QJsonObject{{"sender"_L1, u"11"_s},
                                    {"createdAt"_L1, u"2026-01-31T09:05:00.000Z"_s},
                                    {"clientMessageId"_L1, u"linnet:901"_s},
                                    {"textContent"_L1, u"Hi"_s}}));
    QCOMPARE(batch["messages"_L1][1]["clientMessageId"_L1], QJsonValue(u"own"_s));
    QCOMPARE(
        batch["messages"_L1][1]["replyTo"_L1],
        QJsonValue(QJsonObject{{"sender"_L1, u"11"_s}, {"clientMessageId"_L1, u"linnet:901"_s}}));
    QCOMPARE(batch["messages"_L1][1]["mentions"_L1], QJsonValue(QJsonArray{u"11"_s}));
    const QJsonObject last = batch["messages"_L1][2].toObject();
    QCOMPARE(last["deletedAt"_L1], deleted["deletedAt"_L1]);
    QCOMPARE(last["kind"_L1], QJsonValue(u"text"_s));
    QCOMPARE(last["textContent"_L1], QJsonValue(QString()));
    QCOMPARE(m_api->requests().last().method, "DELETE");
}

//! Of two messages with files one is there already, and a third one's content is not at hand.
void ImportAllTest::bringsInFiles()
{
    const auto picture = [](qint64 seq, const QString &name) {
        QJsonObject line = messageLine(seq, u"1"_s, {});
        line["kind"_L1] = u"image"_s;
        line["file"_L1] = QString(u"/api/v1/media/files/"_s + name);
        return line;
    };
    for (const QString &name : {u"one.png"_s, u"two.png"_s}) {
        QFile file(m_program.folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ab") == 2);
    }
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/imports/conversations",
                  R"({"items":[{"outcome":"created","id":"50"}]})");
    m_api->answer("POST /api/v1/admin/imports/messages",
                  R"({"items":[{"outcome":"stored"},{"outcome":"there"},{"outcome":"stored"}]})");
    m_api->answer("POST /api/v1/admin/imports/messages", R"({"stored":2,"there":1})");
    m_api->answer("POST /api/v1/admin/imports/files", R"({"file":"new.png"})");
    m_api->answer("DELETE /api/v1/admin/groups/50/freeze", "{}");
    answerUsers({u"11"_s, u"12"_s});
    run(m_people
            + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s), picture(1, u"one.png"_s),
                    picture(2, u"two.png"_s), picture(3, u"three.png"_s)},
        {u"--for-real"_s, u"--files"_s, m_program.folder()});
    const auto files = posted("imports/files");
    QCOMPARE(files.size(), 1);
    QCOMPARE(files[0],
             (QJsonObject{{"owner"_L1, u"11"_s},
                          {"name"_L1, u"one.png"_s},
                          {"file"_L1, u"data:application/octet-stream;base64,YWI="_s}}));
    const auto batches = posted("imports/messages");
    QCOMPARE(batches.size(), 2);
    QCOMPARE(batches[0]["dryRun"_L1], QJsonValue(true));
    const QJsonArray sent = batches[1]["messages"_L1].toArray();
    QCOMPARE(sent[0]["file"_L1], QJsonValue(u"new.png"_s));
    QCOMPARE(sent[0]["textContent"_L1], QJsonValue(QString()));
    QCOMPARE(sent[1]["textContent"_L1], QJsonValue(u"[image]"_s));
    QVERIFY(!sent[2].toObject().contains("file"_L1));
}

void ImportAllTest::letsNobodyReadWhatTheyWereNotThereFor()
{
    answerUsers({u"11"_s, u"12"_s});
    run(m_people
            + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s, 2, 3),
                    messageLine(1, u"1"_s, u"a"_s), messageLine(2, u"1"_s, u"b"_s),
                    messageLine(3, u"1"_s, u"c"_s), messageLine(4, u"1"_s, u"d"_s)},
        {u"--for-real"_s});
    const auto batches = posted("imports/messages");
    QCOMPARE(batches.size(), 3);
    QCOMPARE(textsOf(batches[0]), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(textsOf(batches[1]), QStringList(u"c"_s));
    QCOMPARE(textsOf(batches[2]), QStringList(u"d"_s));
    const auto moves = posted("imports/members");
    QCOMPARE(moves.size(), 2);
    QCOMPARE(moves[0]["joined"_L1][0]["user"_L1], QJsonValue(u"12"_s));
    QCOMPARE(moves[1]["left"_L1], QJsonValue(QJsonArray{u"12"_s}));
    QCOMPARE(
        posted("imports/conversations")[0]["conversations"_L1][0]["members"_L1].toArray().size(),
        1);
}

void ImportAllTest::suspendsWhoIsSuspended()
{
    answerUsers({u"11"_s});
    m_api->answer("PUT /api/v1/admin/users/11/suspension", "{}");
    QJsonObject ann = userLine(u"1"_s, u"Ann"_s);
    ann["state"_L1] = u"suspended"_s;
    ann["suspension"_L1] = QJsonObject{{"reason"_L1, u"Spam"_s}, {"until"_L1, QJsonValue()}};
    QCOMPARE(run({ann}, {u"--for-real"_s}).err, "users: 1 created.\n");
    const auto request = m_api->requests().last();
    QCOMPARE(request.method, "PUT");
    QCOMPARE(request.body, R"({"reason":"Spam"})");
}

void ImportAllTest::leavesOutWhoIsErased()
{
    QJsonObject ann = userLine(u"1"_s, u"Deleted account"_s);
    ann["state"_L1] = u"erased"_s;
    QCOMPARE(run({ann}, {u"--for-real"_s}).err, "users: 1 skipped.\n");
    QVERIFY(m_api->requests().isEmpty());
}

void ImportAllTest::writesDownWhatFailed()
{
    m_api->answer("POST /api/v1/admin/users/import",
                  R"({"items":[{"outcome":"created","user":{"id":"11"}},
            {"outcome":"failed","error":{"code":"phone_taken","message":"phone is in use"}}]})");
    const QString failed = m_program.folder() + u"/failed.ndjson"_s;
    const auto outcome =
        run(m_people
                + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s),
                        messageLine(1, u"1"_s, u"Hi"_s), messageLine(2, u"2"_s, u"Ho"_s)},
            {u"--for-real"_s, u"--failed"_s, failed});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.err,
             "conversations: 1 created; messages: 1 failed, 2 stored; users: 1 created, 1 failed.\n"
             "linnetctl: 2 lines failed.\n");
    QVERIFY2(outcome.out.contains("phone is in use"), outcome.out);
    QFile file(failed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonDocument second = QJsonDocument::fromJson(lines[1]);
    QCOMPARE(second["line"_L1].toInt(), 8);
    QCOMPARE(second["problem"_L1].toString(), u"Who wrote it is not there."_s);
    QCOMPARE(second["entry"_L1]["text"_L1].toString(), u"Ho"_s);
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void ImportAllTest::stopsWhereTheServerHasNoRoom()
{
    m_api = std::make_unique<FakeApi>();
    answerUsers({u"11"_s, u"12"_s});
    m_api->answer("POST /api/v1/admin/imports/conversations",
                  R"({"items":[{"outcome":"created","id":"50"}]})");
    m_api->answer("POST /api/v1/admin/imports/messages",
                  R"({"error":{"code":"storage_full","message":"There is no room."}})", 503);
    const auto outcome =
        run(m_people
                + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s),
                        messageLine(1, u"1"_s, u"Hi"_s), messageLine(2, u"2"_s, u"Ho"_s)},
            {u"--for-real"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.err,
             "To go on: --from-line 7 --on-conflict skip\n"
             "conversations: 1 created; users: 2 created.\n"
             "linnetctl: There is no room.\n");
    QCOMPARE(posted("imports/messages").size(), 1);
}

void ImportAllTest::goesOnWhereItBrokeOff()
{
    m_api->answer("POST /api/v1/admin/users/import",
                  R"({"items":[{"outcome":"skipped","user":{"id":"11"}},
                               {"outcome":"skipped","user":{"id":"12"}}]})");
    const auto outcome =
        run(m_people
                + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s),
                        messageLine(1, u"1"_s, u"Hi"_s), messageLine(2, u"2"_s, u"Ho"_s)},
            {u"--for-real"_s, u"--from-line"_s, u"8"_s, u"--on-conflict"_s, u"update"_s});
    QCOMPARE(outcome.err, "messages: 2 stored.\n");
    QCOMPARE(posted("users/import")[0]["dryRun"_L1], QJsonValue(true));
    QCOMPARE(posted("imports/conversations")[0]["onConflict"_L1], QJsonValue(u"skip"_s));
    QCOMPARE(textsOf(posted("imports/messages")[0]), QStringList(u"Ho"_s));
}

void ImportAllTest::sendsNothingOfAFileThatIsCutOff()
{
    const auto outcome = runOn("{\"type\":\"header\",\"format\":\"linnet.export\","
                               "\"formatVersion\":1}\n{\"type\":\"user\",\"id\":\"1\"}\n",
                               {u"--for-real"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QVERIFY2(outcome.err.contains("The file was cut off after line 2."), outcome.err);
    QVERIFY(m_api->requests().isEmpty());
}

void ImportAllTest::bringsInWhatIsBetweenPeople()
{
    answerUsers({u"11"_s, u"12"_s});
    m_api->answer("POST /api/v1/admin/imports/ties",
                  R"({"items":[{"outcome":"created"},{"outcome":"unchanged"}]})");
    const QString at = u"2026-01-31T09:05:00.000Z"_s;
    const QJsonObject block{{"type"_L1, u"block"_s},
                            {"blocker"_L1, u"1"_s},
                            {"blocked"_L1, u"2"_s},
                            {"createdAt"_L1, at}};
    const QJsonObject friendship{
        {"type"_L1, u"friendship"_s}, {"from"_L1, u"2"_s},  {"to"_L1, u"1"_s},
        {"state"_L1, u"removed"_s},   {"createdAt"_L1, at}, {"changedAt"_L1, at}};
    QJsonObject stranger = block;
    stranger["blocked"_L1] = u"9"_s;
    const auto outcome =
        run(m_people + QList{block, friendship, stranger, Group, memberLine(u"1"_s)},
            {u"--for-real"_s});
    QCOMPARE(outcome.err,
             "blocks: 1 created, 1 failed; conversations: 1 created; friendships: 1 unchanged; "
             "users: 2 created.\nlinnetctl: 1 line failed.\n");
    QVERIFY2(outcome.out.contains("Who it is about is not there."), outcome.out);
    const QJsonObject sent = posted("imports/ties")[0];
    QCOMPARE(sent["onConflict"_L1], QJsonValue(u"fail"_s));
    QCOMPARE(sent["ties"_L1],
             QJsonValue(QJsonArray{QJsonObject{{"kind"_L1, u"block"_s},
                                               {"blocker"_L1, u"11"_s},
                                               {"blocked"_L1, u"12"_s},
                                               {"createdAt"_L1, at}},
                                   QJsonObject{{"kind"_L1, u"friendship"_s},
                                               {"from"_L1, u"12"_s},
                                               {"to"_L1, u"11"_s},
                                               {"state"_L1, u"removed"_s},
                                               {"createdAt"_L1, at},
                                               {"changedAt"_L1, at}}}));
    // They are there before any conversation is.
    QCOMPARE(m_api->requests().at(1).target, "/api/v1/admin/imports/ties");
}

//! It is said with the last messages, however many there are.
void ImportAllTest::saysHowFarPeopleHadGot()
{
    answerUsers({u"11"_s, u"12"_s});
    QJsonObject bob = memberLine(u"2"_s);
    bob["deliveredSeq"_L1] = 200;
    bob["readSeq"_L1] = 1;
    QList<QJsonObject> lines = m_people + QList{Group, memberLine(u"1"_s), bob};
    for (int seq = 1; seq <= 200; ++seq)
        lines.append(messageLine(seq, u"1"_s, u"Hi"_s));
    run(lines, {u"--for-real"_s});
    const auto batches = posted("imports/messages");
    QCOMPARE(batches.size(), 1);
    const QJsonObject marks = batches[0]["marks"_L1][1].toObject();
    QCOMPARE(marks["user"_L1], QJsonValue(u"12"_s));
    QCOMPARE(marks["delivered"_L1]["clientMessageId"_L1], QJsonValue(u"linnet:1100"_s));
    QCOMPARE(
        marks["read"_L1],
        QJsonValue(QJsonObject{{"sender"_L1, u"11"_s}, {"clientMessageId"_L1, u"linnet:901"_s}}));
    QVERIFY(marks["shownRead"_L1].isNull());
}

void ImportAllTest::bringsInStarsAndReadings()
{
    answerUsers({u"11"_s, u"12"_s});
    m_api->answer("POST /api/v1/admin/imports/ties",
                  R"({"items":[{"outcome":"created"},{"outcome":"created"}]})");
    const QString at = u"2026-01-31T09:05:00.000Z"_s;
    const QJsonObject reading{{"type"_L1, u"reading"_s}, {"conversation"_L1, u"50"_s},
                              {"user"_L1, u"2"_s},       {"afterSeq"_L1, 0},
                              {"throughSeq"_L1, 1},      {"at"_L1, at}};
    const QJsonObject star{{"type"_L1, u"star"_s},
                           {"conversation"_L1, u"50"_s},
                           {"message"_L1, u"901"_s},
                           {"user"_L1, u"1"_s},
                           {"createdAt"_L1, at}};
    QJsonObject unknown = star;
    unknown["message"_L1] = u"999"_s;
    const auto outcome = run(m_people
                                 + QList{Group, memberLine(u"1"_s), memberLine(u"2"_s),
                                         messageLine(1, u"1"_s, u"Hi"_s), reading, star, unknown},
                             {u"--for-real"_s});
    QVERIFY2(outcome.out.contains("The message is not there."), outcome.err);
    const QJsonObject key{{"sender"_L1, u"11"_s}, {"clientMessageId"_L1, u"linnet:901"_s}};
    QCOMPARE(posted("imports/ties")[0]["ties"_L1],
             QJsonValue(QJsonArray{QJsonObject{{"kind"_L1, u"reading"_s},
                                               {"conversation"_L1, u"50"_s},
                                               {"user"_L1, u"12"_s},
                                               {"after"_L1, QJsonValue()},
                                               {"through"_L1, key},
                                               {"at"_L1, at}},
                                   QJsonObject{{"kind"_L1, u"star"_s},
                                               {"conversation"_L1, u"50"_s},
                                               {"user"_L1, u"11"_s},
                                               {"message"_L1, key},
                                               {"createdAt"_L1, at}}}));
    // The group is written in again after all of it.
    QCOMPARE(m_api->requests().last().method, "DELETE");
}

void ImportAllTest::refusesLinesThatCannotBe()
{
    answerUsers({u"11"_s, u"12"_s});
    QJsonObject nameless = userLine(u"3"_s, u"Cid"_s);
    nameless["id"_L1] = 3;
    QJsonObject crooked = memberLine(u"2"_s);
    crooked["readSeq"_L1] = u"many"_s;
    QJsonObject elsewhere = messageLine(1, u"1"_s, u"Hi"_s);
    elsewhere["conversation"_L1] = u"51"_s;
    QJsonObject textless = messageLine(2, u"1"_s, {});
    textless["text"_L1] = 7;
    const auto outcome =
        run(m_people
                + QList{nameless, QJsonObject{{"type"_L1, u"poem"_s}}, memberLine(u"1"_s), Group,
                        memberLine(u"1"_s), crooked, elsewhere, textless,
                        messageLine(3, u"1"_s, u"Ho"_s)},
            {u"--for-real"_s, u"-o"_s, u"csv"_s, u"--fields"_s, u"line,type,error.message"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.out,
             "line,type,error.message\r\n"
             "4,user,It has no id.\r\n"
             "5,poem,Line 5 is of a type that is not known.\r\n"
             "6,member,It is of no conversation that comes before it.\r\n"
             "9,member,readSeq must be a number.\r\n"
             "10,message,It is of no conversation that comes before it.\r\n"
             "11,message,text must be a text.\r\n");
    QCOMPARE(posted("imports/messages").size(), 1);
}

void ImportAllTest::doesNotDoBoth()
{
    QCOMPARE(run({}, {u"--for-real"_s, u"--dry-run"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(ImportAllTest)
#include "tst_importall.moc"
