// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray TooMany =
    R"({"error":{"code":"rate_limited","message":"Too many."},"retryAfter":1})";

} // namespace

//! By the first list that there is.
class ListCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void goesToTheEnd();
    void waitsInTheMiddleOfAList();
    void doesNotWaitToBegin();
    void stopsAtTheLimit();
    void passesTheFilterOn();
    void sortsAsItIsAsked();
    void counts();
    void isAskedForNoMoreThanItTakes();
    void isEmptyWhereNothingMatches_data();
    void isEmptyWhereNothingMatches();
    void writesNothingOfARefusedList();
    void saysWhatTheFilterLacks();
    void endsWhereTheServerDoesNot();

private:
    CliProgram::Outcome run(const QString &words)
    {
        return m_program->run(words.split(u' ') + QStringList{u"--server"_s, m_api->url()});
    }
    QByteArrayList targets() const;

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void ListCommandTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
}

QByteArrayList ListCommandTest::targets() const
{
    QByteArrayList targets;
    for (const auto &request : m_api->requests())
        targets.append(request.target);
    return targets;
}

void ListCommandTest::goesToTheEnd()
{
    m_api->answer("GET /api/v1/admin/sessions?limit=200",
                  R"({"items":[{"id":"1"},{"id":"2"}],"nextCursor":"a b"})");
    m_api->answer("GET /api/v1/admin/sessions?limit=200&cursor=a%20b",
                  R"({"items":[{"id":"3"}],"nextCursor":null})");

    const auto outcome = run(u"session list -o name"_s);

    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "1\n2\n3\n");
}

//! A long list is asked for faster than the server lets anybody ask.
void ListCommandTest::waitsInTheMiddleOfAList()
{
    const QByteArray second = "GET /api/v1/admin/sessions?limit=200&cursor=a";
    m_api->answer("GET /api/v1/admin/sessions?limit=200",
                  R"({"items":[{"id":"1"}],"nextCursor":"a"})");
    m_api->answer(second, TooMany, 429);
    m_api->answer(second, R"({"items":[{"id":"2"}],"nextCursor":null})");

    const auto outcome = run(u"session list -o name"_s);

    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "1\n2\n");
    QCOMPARE(m_api->requests().size(), 3);
}

void ListCommandTest::doesNotWaitToBegin()
{
    m_api->answer("GET /api/v1/admin/sessions", TooMany, 429);
    const auto outcome = run(u"session list -o name"_s);
    QCOMPARE(outcome.exit, ExitCode::Temporary);
    QCOMPARE(m_api->requests().size(), 1);
}

void ListCommandTest::stopsAtTheLimit()
{
    m_api->answer("GET /api/v1/admin/sessions?limit=3",
                  R"({"items":[{"id":"1"},{"id":"2"}],"nextCursor":"a"})");
    m_api->answer("GET /api/v1/admin/sessions?limit=1&cursor=a",
                  R"({"items":[{"id":"3"}],"nextCursor":"b"})");

    const auto outcome = run(u"session list -o name --limit 3"_s);

    QCOMPARE(outcome.out, "1\n2\n3\n");
    QCOMPARE(m_api->requests().size(), 2);
}

void ListCommandTest::passesTheFilterOn()
{
    m_api->answer("GET /api/v1/admin/sessions", R"({"items":[],"nextCursor":null})");
    m_program->run({u"session"_s, u"list"_s, u"--filter"_s, u"user:a&b state:active"_s,
                    u"--server"_s, m_api->url()});
    QCOMPARE(targets(),
             QByteArrayList{"/api/v1/admin/sessions?filter=user:a%26b%20state:active&limit=200"});
}

void ListCommandTest::sortsAsItIsAsked()
{
    m_api->answer("GET /api/v1/admin/sessions", R"({"items":[],"nextCursor":null})");
    QCOMPARE(run(u"session list --sort -last_seen"_s).exit, ExitCode::Done);
    QCOMPARE(targets(), QByteArrayList{"/api/v1/admin/sessions?limit=200&sort=-last_seen"});
    const auto refused = run(u"session list --sort size"_s);
    QCOMPARE(refused.exit, ExitCode::Usage);
    QVERIFY2(refused.err.contains("--sort"), refused.err.constData());
}

void ListCommandTest::counts()
{
    m_api->answer("GET /api/v1/admin/sessions/count?filter=a:b", R"({"count":7,"isExact":true})");
    QCOMPARE(run(u"session list --filter a:b --count"_s).out, "Count: 7\nExact: yes\n");
    QCOMPARE(run(u"session list --filter a:b --count -o name"_s).out, "7\n");
}

void ListCommandTest::isAskedForNoMoreThanItTakes()
{
    QCOMPARE(run(u"staff list --filter a:b"_s).exit, ExitCode::Usage);
    QCOMPARE(run(u"staff list --count"_s).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

void ListCommandTest::isEmptyWhereNothingMatches_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("table") << u"table"_s << QByteArray();
    QTest::newRow("json") << u"json"_s
                          << QByteArray(
                                 R"({"apiVersion":"linnet/v1","kind":"SessionList","items":[]})"
                                 "\n");
    QTest::newRow("ndjson") << u"ndjson"_s << QByteArray();
    QTest::newRow("name") << u"name"_s << QByteArray();
}

void ListCommandTest::isEmptyWhereNothingMatches()
{
    QFETCH(QString, format);
    m_api->answer("GET /api/v1/admin/sessions", R"({"items":[],"nextCursor":null})");
    const auto outcome = run(u"session list -o "_s + format);
    QCOMPARE(outcome.exit, ExitCode::Done);
    QTEST(outcome.out, "text");
    QCOMPARE(outcome.err, QByteArray());
}

void ListCommandTest::writesNothingOfARefusedList()
{
    m_api->answer("GET /api/v1/admin/sessions", R"({"error":{"code":"x","message":"No."}})", 500);
    const auto outcome = run(u"session list -o json"_s);
    QCOMPARE(outcome.exit, ExitCode::Internal);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.err, "linnetctl: No.\n");
}

void ListCommandTest::saysWhatTheFilterLacks()
{
    m_api->answer("GET /api/v1/admin/sessions",
                  R"({"error":{"code":"invalid_filter","message":"There is no field \"usr\"."}})",
                  400);
    const auto outcome = run(u"session list --filter usr:alice"_s);
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.err, "linnetctl: There is no field \"usr\".\n");
}

void ListCommandTest::endsWhereTheServerDoesNot()
{
    m_api->answer("GET /api/v1/admin/sessions", R"({"items":[{"id":"1"}],"nextCursor":"same"})");
    QCOMPARE(run(u"session list -o name"_s).exit, ExitCode::Protocol);
    QCOMPARE(m_api->requests().size(), 2);
}

QTEST_GUILESS_MAIN(ListCommandTest)
#include "tst_listcommand.moc"
