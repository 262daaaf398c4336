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

class ImportUsersTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_api = std::make_unique<FakeApi>(); }

    void changesNothingUnlessToldTo();
    void doesNotDoBoth();
    void makesThem();
    void showsWhatFailed();
    void writesWhatFailedForAnotherTry();
    void seesThatTwoRowsAreTheSame_data();
    void seesThatTwoRowsAreTheSame();
    void sendsManyAtOnce();
    void beginsInTheMiddle();
    void waitsWhereTheServerAsksForIt();
    void saysHowToGoOn();
    void stopsWhereTheServerHasNoRoom();
    void sendsNothingOfATableThatBreaksOff();
    void saysThatAFileCannotBeRead();

private:
    CliProgram::Outcome run(const QByteArray &table, const QStringList &words = {})
    {
        return m_program.run(QStringList{u"import"_s, u"users"_s, file(u"people.csv"_s, table)}
                             + words + QStringList{u"--server"_s, m_api->url()});
    }
    QString file(const QString &name, const QByteArray &content)
    {
        QFile file(m_program.folder() + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("A file cannot be written.");
        return file.fileName();
    }
    QByteArray contentOf(const QString &name)
    {
        QFile file(m_program.folder() + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void answer(const QByteArray &body, int status = 200)
    {
        m_api->answer("POST /api/v1/admin/users/import", body, status);
    }
    QJsonObject asked(int i = 0) const
    {
        return QJsonDocument::fromJson(m_api->requests().value(i).body).object();
    }

    const QByteArray m_created =
        R"({"items":[{"outcome":"created","user":{"id":"7","phone":"+4915101"}}]})";
    CliProgram m_program;
    std::unique_ptr<FakeApi> m_api;
};

void ImportUsersTest::changesNothingUnlessToldTo()
{
    answer(m_created);
    const auto outcome = run("name,phone\nAnn,+4915101\n");
    QCOMPARE(outcome.err,
             "1 created.\n"
             "This is what would be: nothing was changed. With --for-real it is done.\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(asked()["dryRun"_L1], QJsonValue(true));
}

void ImportUsersTest::doesNotDoBoth()
{
    const QByteArray table = "name,phone\nAnn,+4915101\n";
    QCOMPARE(run(table, {u"--for-real"_s, u"--dry-run"_s}).exit, ExitCode::Usage);
    QCOMPARE(m_api->requests().size(), 0);
    answer(m_created);
    QCOMPARE(run(table, {u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(asked()["dryRun"_L1], QJsonValue(true));
}

void ImportUsersTest::makesThem()
{
    answer(m_created);
    const auto outcome =
        run("name,phone\nAnn,+4915101\n",
            {u"--for-real"_s, u"--on-conflict"_s, u"update"_s, u"--all"_s, u"-o"_s, u"ndjson"_s});
    QCOMPARE(outcome.err, "1 created.\n");
    QCOMPARE(QJsonDocument::fromJson(outcome.out).object()["user"_L1]["id"_L1].toString(), u"7"_s);
    const QJsonObject ann{{"name"_L1, u"Ann"_s}, {"phone"_L1, u"+4915101"_s}};
    QCOMPARE(asked(),
             (QJsonObject{{"users"_L1, QJsonArray{ann}},
                          {"onConflict"_L1, u"update"_s},
                          {"dryRun"_L1, false}}));
}

void ImportUsersTest::showsWhatFailed()
{
    answer(R"({"items":[{"outcome":"created","user":{"id":"7"}},
        {"outcome":"failed","error":{"code":"phone_taken","message":"phone is in use"}}]})");
    const auto outcome = run("name,phone\nAnn,+4915101\nBob,+4915102\n", {u"--for-real"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.err, "1 created, 1 failed.\nlinnetctl: 1 row failed.\n");
    QVERIFY2(outcome.out.contains("Bob") && outcome.out.contains("phone is in use"), outcome.out);
    QVERIFY2(!outcome.out.contains("Ann"), outcome.out);
}

void ImportUsersTest::writesWhatFailedForAnotherTry()
{
    answer(R"({"items":[{"outcome":"created","user":{"id":"7"}},
        {"outcome":"failed","error":{"code":"phone_taken","message":"phone is in use"}}]})");
    const QByteArray table = "name,phone\nAnn,+4915101\n\"Bob, B\",+4915102\n";
    run(table, {u"--for-real"_s, u"--failed"_s, m_program.folder() + u"/failed.csv"_s});
    const QByteArray failed = contentOf(u"failed.csv"_s);
    QCOMPARE(failed, "name,phone,problem\r\n\"Bob, B\",'+4915102,phone is in use\r\n");
    run(failed, {u"--for-real"_s});
    const QJsonObject again = asked(1)["users"_L1][0].toObject();
    QCOMPARE(again, (QJsonObject{{"name"_L1, u"Bob, B"_s}, {"phone"_L1, u"+4915102"_s}}));
}

void ImportUsersTest::seesThatTwoRowsAreTheSame_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QByteArray>("summary");

    QTest::newRow("fail") << u"fail"_s << QByteArray("1 created, 1 failed.\n");
    QTest::newRow("skip") << u"skip"_s << QByteArray("1 created, 1 skipped.\n");
    QTest::newRow("update") << u"update"_s << QByteArray("1 created, 1 updated.\n");
}

void ImportUsersTest::seesThatTwoRowsAreTheSame()
{
    QFETCH(const QString, policy);
    answer(R"({"items":[
        {"outcome":"created","user":{"id":"7","email":"ann@example.org"}},
        {"outcome":"created","user":{"id":"8","email":"ann@example.org"}}]})");
    const auto outcome =
        run("name,email\nAnn,ann@example.org\nAnn,ANN@example.org\n", {u"--on-conflict"_s, policy});
    QFETCH(const QByteArray, summary);
    QVERIFY2(outcome.err.startsWith(summary), outcome.err);
    if (policy == u"fail"_s)
        QVERIFY2(outcome.out.contains("email is the same as in row 2"), outcome.out);
}

void ImportUsersTest::sendsManyAtOnce()
{
    QByteArray table = "name,phone\n";
    QJsonArray items;
    for (int i = 0; i < 300; ++i)
        table += "Ann,+49151" + QByteArray::number(10'000 + i) + '\n';
    const auto answerFor = [](int count) {
        QJsonArray created;
        for (int i = 0; i < count; ++i)
            created.append(QJsonObject{{"outcome"_L1, u"created"_s}});
        return QJsonDocument(QJsonObject{{"items"_L1, created}}).toJson();
    };
    answer(answerFor(200));
    answer(answerFor(100));
    QCOMPARE(run(table, {u"--for-real"_s}).err, "300 created.\n");
    QCOMPARE(asked(0)["users"_L1].toArray().size(), 200);
    QCOMPARE(asked(1)["users"_L1].toArray().size(), 100);
}

void ImportUsersTest::beginsInTheMiddle()
{
    answer(m_created);
    run("name,phone\nAnn,+4915101\nBob,+4915102\n", {u"--from-row"_s, u"3"_s});
    const QJsonArray users = asked()["users"_L1].toArray();
    QCOMPARE(users.size(), 1);
    QCOMPARE(users[0]["name"_L1].toString(), u"Bob"_s);
}

void ImportUsersTest::waitsWhereTheServerAsksForIt()
{
    answer(R"({"error":{"code":"rate_limited","message":"Too many."},"retryAfter":1})", 429);
    answer(m_created);
    QCOMPARE(run("name,phone\nAnn,+4915101\n", {u"--for-real"_s}).err, "1 created.\n");
    QCOMPARE(m_api->requests().size(), 2);
}

void ImportUsersTest::saysHowToGoOn()
{
    answer(R"({"error":{"code":"storage_unavailable","message":"Try again."}})", 503);
    const auto outcome = run("name,phone\n\nAnn,+4915101\n", {u"--for-real"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY2(outcome.err.contains("To go on: --from-row 3 --on-conflict skip\n"), outcome.err);
}

void ImportUsersTest::stopsWhereTheServerHasNoRoom()
{
    QByteArray table = "name,phone\n";
    QJsonArray items{QJsonObject{{"outcome"_L1, u"created"_s}}};
    const QJsonObject full{{"code"_L1, u"storage_full"_s}, {"message"_L1, u"There is no room."_s}};
    for (int i = 0; i < 300; ++i)
        table += "Ann,+49151" + QByteArray::number(10'000 + i) + '\n';
    for (int i = 1; i < 200; ++i)
        items.append(QJsonObject{{"outcome"_L1, u"untried"_s}, {"error"_L1, full}});
    answer(QJsonDocument(QJsonObject{{"items"_L1, items}}).toJson());
    const auto outcome = run(table,
                             {u"--for-real"_s, u"--on-conflict"_s, u"update"_s, u"--failed"_s,
                              m_program.folder() + u"/failed.csv"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.err,
             "To go on: --from-row 3 --on-conflict update\n1 created.\n"
             "linnetctl: There is no room.\n");
    QCOMPARE(m_api->requests().size(), 1);
    QCOMPARE(contentOf(u"failed.csv"_s), "name,phone,problem\r\n");
}

void ImportUsersTest::sendsNothingOfATableThatBreaksOff()
{
    const auto outcome = run("name,phone\nAnn,+4915101\n\"Bob,+4915102\n", {u"--for-real"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QVERIFY2(outcome.err.contains("Row 3 has a quote that is not closed."), outcome.err);
    QCOMPARE(m_api->requests().size(), 0);
}

void ImportUsersTest::saysThatAFileCannotBeRead()
{
    const auto outcome =
        m_program.run({u"import"_s, u"users"_s, u"nowhere.csv"_s, u"--server"_s, m_api->url()});
    QCOMPARE(outcome.exit, ExitCode::NoInput);
    QVERIFY2(outcome.err.contains("nowhere.csv cannot be read"), outcome.err);
}

QTEST_GUILESS_MAIN(ImportUsersTest)
#include "tst_importusers.moc"
