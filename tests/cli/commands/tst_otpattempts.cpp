// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class OtpAttemptsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsThem();
    void sortsAndCounts();
    void showsWhatArrives();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"otp"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<CliProgram> m_program;
};

void OtpAttemptsTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/otp/attempts", R"({"items":[
{"id":"9","requestedAt":"2026-11-22T00:00:00.000Z","to":"+91\u2022\u202211","kind":"phone",
 "purpose":"sign-in","userId":null,"address":"192.0.2.1","state":"undelivered","guesses":0}
],"nextCursor":null})");
}

void OtpAttemptsTest::listsThem()
{
    const auto outcome = run({u"attempts"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "REQUESTED            TO       FOR      ADDRESS    STATE        GUESSES\n"
             "2026-11-22 00:00:00  +91••11  sign-in  192.0.2.1  undelivered        0\n");
    QCOMPARE(run({u"attempts"_s, u"-o"_s, u"name"_s}).out, "9\n");
}

void OtpAttemptsTest::sortsAndCounts()
{
    m_api->answer("GET /api/v1/admin/otp/attempts/count", R"({"count":3,"isExact":true})");
    QCOMPARE(run({u"attempts"_s, u"--sort"_s, u"-guesses"_s}).exit, ExitCode::Done);
    QVERIFY(m_api->requests().last().target.contains("sort=-guesses"));
    QCOMPARE(run({u"attempts"_s, u"--sort"_s, u"colour"_s}).exit, ExitCode::Usage);
    const auto counted = run({u"attempts"_s, u"--count"_s, u"--filter"_s, u"state:sent"_s});
    QVERIFY(counted.out.startsWith("Count: 3\n"));
    QVERIFY(m_api->requests().last().target.contains("filter=state:sent"));
}

void OtpAttemptsTest::showsWhatArrives()
{
    m_api->answer("GET /api/v1/admin/otp/delivery", R"({"items":[
{"kind":"email","sent":12,"undelivered":1,"used":9,"lastLostAt":"2026-11-22T00:00:00.000Z"},
{"kind":"phone","sent":3,"undelivered":0,"used":3,"lastLostAt":null}],"nextCursor":null})");
    QCOMPARE(run({u"delivery"_s}).out,
             "TO     SENT  UNDELIVERED  USED  LAST LOST\n"
             "email    12            1     9  2026-11-22 00:00:00\n"
             "phone     3            0     3  -\n");
    QVERIFY(m_api->requests().last().target.contains("filter=requested%3E-1d"));
}

QTEST_GUILESS_MAIN(OtpAttemptsTest)
#include "tst_otpattempts.moc"
