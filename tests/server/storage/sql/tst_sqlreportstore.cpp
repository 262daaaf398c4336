// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlreportstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlReportStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsWhatItIsGiven();
    void keepsOneOfTheSameUntilItIsSettled();
    void hidesFromPeopleWhatIsAboutThem();
    void listsWithoutWhatReportsSay();
    void pagesBothWays();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();
    void keepsNotesInOrder();
    void listsWhatSomebodyReported();

private:
    static Report report(qint64 id, qint64 reporter, qint64 about);
    ReportStore &store() { return (*m_stores)->reports; }
    static ReportListQuery query(const QString &expression)
    {
        return {.filter = parseFilter(expression, reportFields(), test::at(0)).value()};
    }
    QList<qint64> ids(const ReportListQuery &asked)
    {
        QList<qint64> found;
        const auto listed = store().list(asked);
        for (const ReportView &view : listed.value())
            found.append(view.report.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

Report SqlReportStoreTest::report(qint64 id, qint64 reporter, qint64 about)
{
    Report report;
    report.id = ReportId(id);
    report.reporter = UserId(reporter);
    report.kind = Report::Kind::User;
    report.subject = about;
    report.about = UserId(about);
    report.reason = u"spam"_s;
    report.text = u"Look"_s;
    report.evidence = {{"name"_L1, u"Mallory"_s}};
    report.createdAt = test::at(id);
    report.updatedAt = test::at(id);
    return report;
}

//! 10 is User 1's about 2; 11 is 2's about 3, in progress; 12 is 1's about 3, resolved.
void SqlReportStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 user : {1, 2, 3})
        test::addUser(**m_stores, UserId(user));
    QVERIFY(store().add(report(10, 1, 2)));
    Report second = report(11, 2, 3);
    second.state = Report::State::InProgress;
    second.assignee = u"user:1"_s;
    second.reason = u"other"_s;
    QVERIFY(store().add(second));
    Report third = report(12, 1, 3);
    third.state = Report::State::Resolved;
    QVERIFY(store().add(third));
}

void SqlReportStoreTest::keepsWhatItIsGiven()
{
    const auto found = store().find(ReportId(10), UserId(1));
    QVERIFY(found);
    QCOMPARE(found->report, report(10, 1, 2));
    QCOMPARE(found->reporterName, u"User 1"_s);
    QCOMPARE(found->aboutName, u"User 2"_s);
    Report changed = found->report;
    changed.state = Report::State::Dismissed;
    changed.assignee = u"local:0"_s;
    changed.updatedAt = test::at(99);
    QVERIFY(store().update(changed));
    QCOMPARE(store().find(ReportId(10), UserId(1))->report, changed);
    QCOMPARE(store().find(ReportId(99), UserId(1)).error().code, "report_not_found"_L1);
}

void SqlReportStoreTest::keepsOneOfTheSameUntilItIsSettled()
{
    QVERIFY2(!store().add(report(20, 1, 2)), "It is open.");
    QVERIFY2(store().add(report(20, 1, 3)), "The other one is settled.");
    QCOMPARE(store().findUnsettled(UserId(1), Report::Kind::User, 3).value()->id, ReportId(20));
    QVERIFY(!store().findUnsettled(UserId(1), Report::Kind::Group, 3).value());
    QCOMPARE(store().countUnsettled(UserId(1)).value(), 2);
    QCOMPARE(store().countUnsettled(UserId(3)).value(), 0);
}

void SqlReportStoreTest::hidesFromPeopleWhatIsAboutThem()
{
    QCOMPARE(store().find(ReportId(10), UserId(2)).error().code, "report_not_found"_L1);
    ReportListQuery asked = query({});
    asked.viewer = UserId(2);
    QCOMPARE(ids(asked), (QList<qint64>{12, 11}));
    QCOMPARE(store().count({}, UserId(3)).value(), 1);
    QCOMPARE(store().count({}, UserId()).value(), 3);
}

void SqlReportStoreTest::listsWithoutWhatReportsSay()
{
    const auto listed = store().list(query({}));
    for (const ReportView &view : listed.value()) {
        QVERIFY(view.report.text.isEmpty());
        QVERIFY(view.report.evidence.isEmpty());
        QVERIFY(!view.aboutName.isEmpty());
    }
}

void SqlReportStoreTest::pagesBothWays()
{
    ReportListQuery page = query({});
    page.limit = 2;
    QCOMPARE(ids(page), (QList<qint64>{12, 11}));
    page.after = ReportId(11);
    QCOMPARE(ids(page), (QList<qint64>{10}));
    page.order = ReportOrder::Oldest;
    QCOMPARE(ids(page), (QList<qint64>{12}));
    page.after.reset();
    QCOMPARE(ids(page), (QList<qint64>{10, 11}));
}

void SqlReportStoreTest::asks_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    QTest::newRow("nothing") << QString() << QList<qint64>{12, 11, 10};
    QTest::newRow("words") << u"\"user 3\""_s << QList<qint64>{12, 11};
    QTest::newRow("state") << u"state:open"_s << QList<qint64>{10};
    QTest::newRow("states") << u"state:in_progress,resolved"_s << QList<qint64>{12, 11};
    QTest::newRow("not a state") << u"-state:open"_s << QList<qint64>{12, 11};
    QTest::newRow("kind") << u"kind:user"_s << QList<qint64>{12, 11, 10};
    QTest::newRow("another kind") << u"kind:message,group"_s << QList<qint64>{};
    QTest::newRow("reason") << u"reason:other"_s << QList<qint64>{11};
    QTest::newRow("reporter") << u"reporter:\"user 1\" reporter_id:1"_s << QList<qint64>{12, 10};
    QTest::newRow("about") << u"about:*2 about_id:2 subject:2"_s << QList<qint64>{10};
    QTest::newRow("assignee") << u"assignee:user:1"_s << QList<qint64>{11};
    QTest::newRow("times") << u"created>2000-01-01 updated<2000-01-01"_s << QList<qint64>{};
    QTest::newRow("id") << u"id:11"_s << QList<qint64>{11};
}

void SqlReportStoreTest::asks()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, found);
    QCOMPARE(ids(query(filter)), found);
    QCOMPARE(store().count(query(filter).filter, UserId()).value(), qint64(found.size()));
}

void SqlReportStoreTest::hasAColumnForEveryField()
{
    for (const FilterField &field : reportFields().fields) {
        const Filter filter{{field.name, false, true}};
        QVERIFY2(store().count(filter, UserId()), field.name.latin1());
    }
}

void SqlReportStoreTest::keepsNotesInOrder()
{
    const std::vector<ReportNote> notes{{test::at(5), u"user:1"_s, u"Asked"_s},
                                        {test::at(5), u"local:0"_s, u"Answered"_s}};
    for (const ReportNote &note : notes)
        QVERIFY(store().addNote(ReportId(10), note));
    QCOMPARE(store().listNotes(ReportId(10)).value(), notes);
    QVERIFY(store().listNotes(ReportId(11))->empty());
}

void SqlReportStoreTest::listsWhatSomebodyReported()
{
    const auto first = store().listOwn(UserId(1), ReportId(), 1);
    QCOMPARE(first.value(), std::vector{report(10, 1, 2)});
    const auto next = store().listOwn(UserId(1), ReportId(10), 5);
    QCOMPARE(next->size(), 1U);
    QCOMPARE(next->front().id, ReportId(12));
}

QTEST_GUILESS_MAIN(SqlReportStoreTest)
#include "tst_sqlreportstore.moc"
