// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminJobsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void goesFromPageToPage();
    void showsOne();
    void exportsAll();
    void retriesAndDiscards();
    void refusesSelections_data();
    void refusesSelections();
    void refusesLists();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/jobs" + path, m_admin->alice, params);
    }
    QJsonObject body(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return AdminFixture::body(ask(method, path, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

//! 7 waits, and 8 was given up.
void AdminJobsTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    QVERIFY(await(m_admin->identity.database->write([](Stores &stores) {
        auto added = stores.jobs.add({.id = JobId(7),
                                      .kind = u"mail"_s,
                                      .key = u"key"_s,
                                      .payload = "secret",
                                      .dueAt = at(1),
                                      .createdAt = at(2),
                                      .updatedAt = at(3)});
        return added ? stores.jobs.add({.id = JobId(8),
                                        .kind = u"mail"_s,
                                        .payload = "secret",
                                        .state = Job::State::Dead,
                                        .attempts = 25,
                                        .lastError = u"=no\nway, ann@example.org"_s})
                     : added;
    })));
}

void AdminJobsTest::listsAndCounts()
{
    const QJsonObject page = body(Method::Get, "", {{"filter"_L1, u"state:pending"_s}});
    QCOMPARE(page["items"_L1].toArray(),
             (QJsonArray{QJsonObject{{"id"_L1, u"7"_s},
                                     {"kind"_L1, u"mail"_s},
                                     {"state"_L1, u"pending"_s},
                                     {"attempts"_L1, 0},
                                     {"dueAt"_L1, toIso(at(1))},
                                     {"node"_L1, QJsonValue()},
                                     {"lastError"_L1, QJsonValue()},
                                     {"createdAt"_L1, toIso(at(2))},
                                     {"updatedAt"_L1, toIso(at(3))}}}));
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"kind:mail"_s}}),
             (QJsonObject{{"count"_L1, 2}, {"isExact"_L1, true}}));
}

void AdminJobsTest::goesFromPageToPage()
{
    QJsonObject params{{"limit"_L1, 1}, {"sort"_L1, u"created"_s}};
    const QJsonObject first = body(Method::Get, "", params);
    QCOMPARE(first["items"_L1][0]["id"_L1], QJsonValue(u"7"_s));
    params["cursor"_L1] = first["nextCursor"_L1];
    const QJsonObject second = body(Method::Get, "", params);
    QCOMPARE(second["items"_L1][0]["id"_L1], QJsonValue(u"8"_s));
    QVERIFY(second["nextCursor"_L1].isNull());
    params["sort"_L1] = u"-due"_s;
    QCOMPARE(ask(Method::Get, "", params).error().code, "invalid_input"_L1);
}

void AdminJobsTest::showsOne()
{
    const QJsonObject dead = body(Method::Get, "/8");
    QCOMPARE(dead["state"_L1], QJsonValue(u"dead"_s));
    QCOMPARE(dead["lastError"_L1], QJsonValue(u"=no way, a•••@example.org"_s));
    QVERIFY(dead["dueAt"_L1].isNull());
    for (const QByteArray path : {"/9", "/nothing"})
        QCOMPARE(ask(Method::Get, path).error().code, "job_not_found"_L1);
}

void AdminJobsTest::exportsAll()
{
    const auto answer = ask(Method::Get, "/export", {{"format"_L1, u"csv"_s}});
    QVERIFY(answer);
    QVERIFY(answer->stream);
    QCOMPARE(answer->stream->name, u"jobs.csv"_s);
    const auto piece = await(answer->stream->next());
    QVERIFY(piece->startsWith("id,kind,state,attempts,dueAt,node,lastError,createdAt,updatedAt"));
    QVERIFY(piece->contains("\n8,mail,dead,25,,,\"'=no way, "));
    QVERIFY(!piece->contains("secret"));
}

void AdminJobsTest::retriesAndDiscards()
{
    const QJsonObject count{{"count"_L1, 1}};
    const QJsonObject both{{"ids"_L1, QJsonArray{u"7"_s, u"8"_s}}};
    QJsonObject dry = both;
    dry["dryRun"_L1] = true;
    const QString asOf = toIso(m_admin->identity.clock.now());
    for (const QByteArray path : {"/retries", "/discards"})
        QCOMPARE(body(Method::Post, path, dry), (QJsonObject{{"count"_L1, 1}, {"asOf"_L1, asOf}}));
    QCOMPARE(body(Method::Get, "/8")["state"_L1], QJsonValue(u"dead"_s));

    QJsonObject sooner = both;
    sooner["asOf"_L1] = toIso(Timestamp());
    QCOMPARE(body(Method::Post, "/discards", sooner), (QJsonObject{{"count"_L1, 0}}));
    QCOMPARE(body(Method::Post, "/discards", {{"filter"_L1, u"kind:mail"_s}, {"asOf"_L1, asOf}}),
             count);
    QVERIFY(!ask(Method::Get, "/8"));
    QCOMPARE(body(Method::Post, "/retries", both), (QJsonObject{{"count"_L1, 0}}));
    QCOMPARE(body(Method::Get, "/7")["state"_L1], QJsonValue(u"pending"_s));
}

void AdminJobsTest::refusesSelections_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("message");

    const QString either = u"Say which jobs: either ids or filter"_s;
    const QString ids = u"ids must name 1 to 1000 jobs"_s;
    QTest::newRow("neither") << QJsonObject() << either;
    QTest::newRow("both") << QJsonObject{{"ids"_L1, QJsonArray{u"7"_s}}, {"filter"_L1, u"x"_s}}
                          << either;
    QTest::newRow("no ids") << QJsonObject{{"ids"_L1, QJsonArray()}} << ids;
    QTest::newRow("other ids") << QJsonObject{{"ids"_L1, QJsonArray{u"x"_s}}}
                               << u"ids must be job ids"_s;
    QTest::newRow("the future") << QJsonObject{{"ids"_L1, QJsonArray{u"7"_s}},
                                               {"asOf"_L1, u"9999-01-01T00:00:00Z"_s}}
                                << u"asOf must be a time that a dry run gave"_s;
    QTest::newRow("all") << QJsonObject{{"filter"_L1, u" "_s}}
                         << u"filter must ask for something; state:dead is all"_s;
}

void AdminJobsTest::refusesSelections()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, message);
    for (const QByteArray path : {"/retries", "/discards"})
        QCOMPARE(ask(Method::Post, path, params).error().message, message);
}

void AdminJobsTest::refusesLists()
{
    QCOMPARE(ask(Method::Get, "", {{"sort"_L1, u"kind"_s}}).error().message,
             u"sort must be one of created, -created, due, -due, updated, -updated"_s);
    QCOMPARE(ask(Method::Get, "", {{"cursor"_L1, u"7"_s}}).error().message,
             u"cursor must be one this server gave"_s);
    for (const QByteArray path : {"", "/count"})
        QCOMPARE(ask(Method::Get, path, {{"filter"_L1, u"stat:dead"_s}}).error().code,
                 "invalid_filter"_L1);
}

QTEST_GUILESS_MAIN(AdminJobsTest)
#include "tst_adminjobs.moc"
