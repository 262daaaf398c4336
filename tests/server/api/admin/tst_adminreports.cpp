// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/reportservice.h"
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminReportsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void exportsAll();
    void showsAReport();
    void assigns();
    void settlesAndOpensAgain();
    void notes();
    void refuses_data();
    void refuses();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/reports" + path, m_admin->alice, params);
    }
    QJsonObject body(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return AdminFixture::body(ask(method, path, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
    QByteArray m_report; //!< "/" and its id.
};

//! 3 reports Bob.
void AdminReportsTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    QVERIFY(await(m_admin->identity.database->write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(3));
        return {};
    })));
    ReportService reports(m_admin->chatContext);
    const auto filed =
        await(reports.file({UserId(3), Report::Kind::User, 2, u"spam"_s, u"He sells"_s}));
    QVERIFY(filed);
    m_report = '/' + filed->report.id.toString().toLatin1();
}

void AdminReportsTest::listsAndCounts()
{
    const QJsonObject page = body(Method::Get, "", {{"filter"_L1, u"state:open"_s}});
    QVERIFY(page["nextCursor"_L1].isNull());
    const QString now = toIso(m_admin->identity.clock.now());
    const QJsonObject item{
        {"id"_L1, QString::fromLatin1(m_report.mid(1))},
        {"kind"_L1, u"user"_s},
        {"subjectId"_L1, u"2"_s},
        {"conversationId"_L1, QJsonValue()},
        {"reporter"_L1, QJsonObject{{"id"_L1, u"3"_s}, {"name"_L1, u"User 3"_s}}},
        {"about"_L1, QJsonObject{{"id"_L1, u"2"_s}, {"name"_L1, u"User 2"_s}}},
        {"reason"_L1, u"spam"_s},
        {"state"_L1, u"open"_s},
        {"assignee"_L1, QJsonValue()},
        {"createdAt"_L1, now},
        {"updatedAt"_L1, now}};
    QCOMPARE(page["items"_L1], QJsonValue(QJsonArray{item}));
    const QJsonObject oldest = body(Method::Get, "", {{"sort"_L1, u"oldest"_s}, {"limit"_L1, 1}});
    QCOMPARE(oldest["items"_L1].toArray().size(), 1);
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"state:resolved"_s}}),
             (QJsonObject{{"count"_L1, 0}, {"isExact"_L1, true}}));
}

void AdminReportsTest::showsAReport()
{
    const QJsonObject report = body(Method::Get, m_report);
    QCOMPARE(report["text"_L1], QJsonValue(u"He sells"_s));
    QCOMPARE(report["evidence"_L1]["name"_L1], QJsonValue(u"User 2"_s));
    QCOMPARE(report["notes"_L1], QJsonValue(QJsonArray()));
    const auto operators = m_admin->ask(Method::Get, "/api/v1/admin/reports" + m_report,
                                        AdminFixture::localOperator());
    QCOMPARE(AdminFixture::body(operators), report);
    const auto bobs = m_admin->ask(Method::Get, "/api/v1/admin/reports" + m_report, m_admin->bob);
    QCOMPARE(bobs.error().code, "report_not_found"_L1);
}

void AdminReportsTest::assigns()
{
    const QByteArray path = m_report + "/assignee";
    QCOMPARE(body(Method::Put, path, {{"dryRun"_L1, true}})["state"_L1],
             QJsonValue(u"in_progress"_s));
    QCOMPARE(body(Method::Get, m_report)["state"_L1], QJsonValue(u"open"_s));
    QCOMPARE(body(Method::Put, path)["assignee"_L1], QJsonValue(u"user:1"_s));
    QCOMPARE(ask(Method::Put, path, {{"userId"_L1, u"2"_s}}).error().code, "no_handler"_L1);
    QCOMPARE(ask(Method::Put, path, {{"userId"_L1, u"nobody"_s}}).error().kind,
             Error::Kind::NotFound);
}

void AdminReportsTest::settlesAndOpensAgain()
{
    const QJsonObject resolved =
        body(Method::Post, m_report + "/resolution", {{"note"_L1, u"Warned"_s}});
    QCOMPARE(resolved["state"_L1], QJsonValue(u"resolved"_s));
    QCOMPARE(resolved["notes"_L1][0]["text"_L1], QJsonValue(u"Warned"_s));
    QCOMPARE(ask(Method::Post, m_report + "/dismissal").error().code, "report_settled"_L1);
    QCOMPARE(body(Method::Post, m_report + "/reopening")["state"_L1], QJsonValue(u"open"_s));
    QCOMPARE(body(Method::Post, m_report + "/dismissal")["state"_L1], QJsonValue(u"dismissed"_s));
}

void AdminReportsTest::notes()
{
    const QJsonObject noted = body(Method::Post, m_report + "/notes", {{"note"_L1, u"Asked"_s}});
    QCOMPARE(noted["notes"_L1],
             QJsonValue(QJsonArray{QJsonObject{{"at"_L1, toIso(m_admin->identity.clock.now())},
                                               {"by"_L1, u"user:1"_s},
                                               {"text"_L1, u"Asked"_s}}}));
}

void AdminReportsTest::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("code");

    const QString invalid = u"invalid_input"_s;
    QTest::newRow("a filter") << QByteArray("") << QJsonObject{{"filter"_L1, u"stat:open"_s}}
                              << u"invalid_filter"_s;
    QTest::newRow("a filter to count by")
        << QByteArray("/count") << QJsonObject{{"filter"_L1, u"stat:open"_s}}
        << u"invalid_filter"_s;
    QTest::newRow("an order") << QByteArray("") << QJsonObject{{"sort"_L1, u"name"_s}} << invalid;
    QTest::newRow("a cursor") << QByteArray("") << QJsonObject{{"cursor"_L1, u"x"_s}} << invalid;
    QTest::newRow("no report") << QByteArray("/7") << QJsonObject() << u"report_not_found"_s;
    QTest::newRow("no id") << QByteArray("/x") << QJsonObject() << u"report_not_found"_s;
}

void AdminReportsTest::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, code);
    QCOMPARE(QString(ask(Method::Get, path, params).error().code), code);
}

void AdminReportsTest::exportsAll()
{
    const auto csv = ask(Method::Get, "/export", {{"format"_L1, u"csv"_s}});
    QVERIFY(csv);
    QCOMPARE(csv->stream->name, u"reports.csv"_s);
    const auto table = await(csv->stream->next());
    QVERIFY2(table->startsWith("id,kind,subjectId,conversationId,reporter.id,reporter.name,"),
             table->constData());
    QVERIFY2(table->contains(m_report.mid(1) + ",user,2,,3,User 3,2,User 2,spam,open,,"),
             table->constData());
    QVERIFY(!table->contains("He sells"));
    const auto none = ask(Method::Get, "/export",
                          {{"format"_L1, u"ndjson"_s}, {"filter"_L1, u"state:resolved"_s}});
    QCOMPARE(await(none->stream->next()).value(), QByteArray());
    const auto bobs = m_admin->ask(Method::Get, "/api/v1/admin/reports/export", m_admin->bob,
                                   {{"format"_L1, u"ndjson"_s}});
    QCOMPARE(await(bobs->stream->next()).value(), QByteArray());
}

QTEST_GUILESS_MAIN(AdminReportsTest)
#include "tst_adminreports.moc"
