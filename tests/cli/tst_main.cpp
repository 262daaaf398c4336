// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as shells start it; LINNETCTL names it.
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray manySessions(int count)
{
    QByteArray items;
    for (int i = 0; i < count; ++i)
        items += (i > 0 ? "," : "") + ("{\"id\":\"" + QByteArray::number(i) + "\"}");
    return "{\"items\":[" + items + "],\"nextCursor\":null}";
}

} // namespace

class MainTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesDataAndNothingElseToTheOutput();
    void endsQuietlyWhenNobodyReads();
    void saysThatTheDiskIsFull();
    void endsWhenItIsInterrupted();
    void exitsWithWhatTheServerSays_data();
    void exitsWithWhatTheServerSays();
    void isUncolouredWithoutATerminal();

private:
    //! Runs \p script in a shell that knows the program as $ctl and the server as $url.
    QProcess &shell(const QString &script);

    QTemporaryDir m_folder;
    std::unique_ptr<FakeApi> m_api;
    std::unique_ptr<QProcess> m_process;
};

void MainTest::init()
{
    m_api = std::make_unique<FakeApi>();
    m_process = std::make_unique<QProcess>();
}

QProcess &MainTest::shell(const QString &script)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ctl"_s, qEnvironmentVariable("LINNETCTL"));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.path());
    environment.insert(u"LINNET_SERVER"_s, m_api->url());
    m_process->setProcessEnvironment(environment);
    m_process->start(u"/bin/sh"_s, {u"-c"_s, script});
    return *m_process;
}

void MainTest::writesDataAndNothingElseToTheOutput()
{
    m_api->answer("GET /api/v1/admin/sessions", manySessions(2));
    QProcess &process = shell(u"$ctl session list -o name"_s);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    QCOMPARE(process.readAllStandardOutput(), "0\n1\n");
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(process.exitCode(), 0);
}

void MainTest::endsQuietlyWhenNobodyReads()
{
    m_api->answer("GET /api/v1/admin/sessions", manySessions(100'000));
    QProcess &process =
        shell(u"{ $ctl session list -o name; echo \"exit $?\" >&2; } | head -n 1"_s);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    QCOMPARE(process.readAllStandardOutput(), "0\n");
    QCOMPARE(process.readAllStandardError(), "exit 0\n");
}

void MainTest::saysThatTheDiskIsFull()
{
    QProcess &process = shell(u"$ctl version >/dev/full"_s);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    QVERIFY(process.readAllStandardError().startsWith("linnetctl: The output cannot be written"));
    QCOMPARE(process.exitCode(), 74);
}

void MainTest::endsWhenItIsInterrupted()
{
    m_api->answerRaw("GET /readyz", {});
    QProcess &process = shell(u"exec $ctl status"_s);
    QVERIFY(process.waitForStarted(int(LongPatience.count())));
    QTRY_COMPARE(m_api->requests().size(), 1);
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardError(), "linnetctl: Interrupted.\n");
}

void MainTest::exitsWithWhatTheServerSays_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");

    const auto row = [](int status, int code) { QTest::addRow("%d", status) << status << code; };
    row(400, 65);
    row(401, 77);
    row(403, 77);
    row(404, 66);
    row(409, 73);
    row(429, 75);
    row(500, 70);
    row(503, 69);
}

void MainTest::exitsWithWhatTheServerSays()
{
    QFETCH(int, status);
    m_api->answer("GET /api/v1/admin/sessions",
                  R"({"error":{"code":"why","message":"Because \u001b[31mred."}})", status);
    QProcess &process = shell(u"$ctl session list"_s);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    QTEST(process.exitCode(), "code");
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.startsWith("linnetctl: Because red.\n"), said);
}

void MainTest::isUncolouredWithoutATerminal()
{
    m_api->answer("GET /api/v1/admin/sessions", manySessions(1));
    QProcess &process = shell(u"TERM=xterm-256color $ctl session list"_s);
    QVERIFY(process.waitForFinished(int(LongPatience.count())));
    const QByteArray text = process.readAllStandardOutput();
    QVERIFY2(text.startsWith("ID"), text);
    QVERIFY(!text.contains('\x1b'));
}

QTEST_GUILESS_MAIN(MainTest)
#include "tst_main.moc"
