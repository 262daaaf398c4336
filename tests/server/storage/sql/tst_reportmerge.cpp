// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/reportmerge.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ReportMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<MergeFixture>(); }
    void movesBothSides_data();
    void movesBothSides();
    void keepsWhatItSays();
    void namesTheSubjectAnew();
    void dismissesWhatIsTheSame_data();
    void dismissesWhatIsTheSame();
    void leavesWhatIsSettled();
    void keepsWhatTheTwoReportedOfEachOther();

private:
    //! Moves all, so many at a time. \return in how many steps.
    int moveAll(int limit)
    {
        for (int steps = 1;; ++steps) {
            const int rows = moveReports(m_fixture->connection(), m_fixture->merger, limit).value();
            if (rows > limit)
                qFatal("%d rows of %d", rows, limit);
            if (rows == 0)
                return steps;
        }
    }
    Report find(ReportId id)
    {
        return m_fixture->stores().reports.find(id, UserId()).value().report;
    }
    QStringList notesOf(ReportId id)
    {
        QStringList texts;
        const auto notes = m_fixture->stores().reports.listNotes(id);
        for (const ReportNote &note : *notes) {
            if (note.author != u"system" || note.at != m_fixture->merger.at)
                qFatal("Whose note?");
            texts.append(note.text);
        }
        return texts;
    }
    static QString sameAs(ReportId id)
    {
        return u"Report %1 is the same: two accounts became one."_s.arg(id.toString());
    }

    std::unique_ptr<MergeFixture> m_fixture;
};

void ReportMergeTest::movesBothSides_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("steps");
    QTest::newRow("one at a time") << 1 << 7;
    QTest::newRow("some at a time") << 4 << 3;
    QTest::newRow("all at once") << 200 << 2;
}

void ReportMergeTest::movesBothSides()
{
    QFETCH(int, limit);
    std::vector<ReportId> made;
    std::vector<ReportId> received;
    for (const qint64 user : {5, 6, 7}) {
        addUser(m_fixture->stores(), UserId(user));
        made.push_back(m_fixture->report(m_fixture->from, UserId(user)));
        received.push_back(m_fixture->report(UserId(user), m_fixture->from));
    }
    QTEST(moveAll(limit), "steps");
    for (const ReportId id : made)
        QCOMPARE(find(id).reporter, m_fixture->into);
    for (const ReportId id : received)
        QCOMPARE(find(id).about, m_fixture->into);
}

void ReportMergeTest::keepsWhatItSays()
{
    const ReportId id = m_fixture->report(m_fixture->other, m_fixture->from);
    const Report before = find(id);
    moveAll(200);
    Report expected = before;
    expected.about = m_fixture->into;
    expected.subject = m_fixture->into.value();
    QCOMPARE(find(id), expected);
    QVERIFY(notesOf(id).isEmpty());
}

void ReportMergeTest::namesTheSubjectAnew()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->from, m_fixture->other});
    const Message message = m_fixture->say(group, m_fixture->from);
    const ReportId ofGroup = m_fixture->report({.reporter = m_fixture->other,
                                                .kind = Report::Kind::Group,
                                                .subject = group.value(),
                                                .about = m_fixture->from,
                                                .conversation = group});
    const ReportId ofMessage = m_fixture->report({.reporter = m_fixture->other,
                                                  .kind = Report::Kind::Message,
                                                  .subject = message.id.value(),
                                                  .about = m_fixture->from,
                                                  .conversation = group});
    moveAll(200);
    QCOMPARE(find(ofGroup).subject, group.value());
    QCOMPARE(find(ofMessage).subject, message.id.value());
    QCOMPARE(find(ofGroup).about, m_fixture->into);
    QCOMPARE(find(ofMessage).about, m_fixture->into);
}

void ReportMergeTest::dismissesWhatIsTheSame_data()
{
    QTest::addColumn<qint64>("reporter"); // 1 is merged into 2.
    QTest::addColumn<qint64>("about");
    QTest::addColumn<qint64>("ownReporter");
    QTest::addColumn<qint64>("ownAbout");
    QTest::newRow("both reported somebody") << qint64(1) << qint64(4) << qint64(2) << qint64(4);
    QTest::newRow("somebody reported both") << qint64(4) << qint64(1) << qint64(4) << qint64(2);
    QTest::newRow("either reported the other") << qint64(2) << qint64(1) << qint64(1) << qint64(2);
}

void ReportMergeTest::dismissesWhatIsTheSame()
{
    QFETCH(qint64, reporter);
    QFETCH(qint64, about);
    QFETCH(qint64, ownReporter);
    QFETCH(qint64, ownAbout);
    const ReportId id = m_fixture->report(UserId(reporter), UserId(about));
    const ReportId own = m_fixture->report(UserId(ownReporter), UserId(ownAbout));
    const ReportId another = m_fixture->report(m_fixture->from, m_fixture->other);
    moveAll(1);
    QCOMPARE(find(id).state, Report::State::Dismissed);
    QCOMPARE(find(id).updatedAt, m_fixture->merger.at);
    QCOMPARE(find(id).text, find(own).text);
    QCOMPARE(find(id).subject, find(own).subject);
    QCOMPARE(find(id).about, find(own).about);
    QCOMPARE(find(id).reporter, find(own).reporter);
    QCOMPARE(find(own).state, Report::State::Open);
    QCOMPARE(find(another).state, Report::State::Open);
    QCOMPARE(notesOf(id), QStringList{sameAs(own)});
    QCOMPARE(notesOf(own), QStringList{sameAs(id)});
    QVERIFY(notesOf(another).isEmpty());
}

void ReportMergeTest::leavesWhatIsSettled()
{
    const UserId somebody(4);
    const ReportId id = m_fixture->report(m_fixture->from, somebody, Report::State::Resolved);
    const ReportId own = m_fixture->report(m_fixture->into, somebody);
    const ReportId open = m_fixture->report(m_fixture->from, m_fixture->other);
    const ReportId done =
        m_fixture->report(m_fixture->into, m_fixture->other, Report::State::Resolved);
    moveAll(200);
    QCOMPARE(find(id).state, Report::State::Resolved);
    QCOMPARE(find(own).state, Report::State::Open);
    QCOMPARE(find(open).state, Report::State::Open);
    QCOMPARE(find(done).state, Report::State::Resolved);
}

void ReportMergeTest::keepsWhatTheTwoReportedOfEachOther()
{
    const ReportId id = m_fixture->report(m_fixture->from, m_fixture->into);
    moveAll(200);
    QCOMPARE(find(id).state, Report::State::Open);
    QCOMPARE(find(id).reporter, m_fixture->into);
    QCOMPARE(find(id).about, m_fixture->into);
    QVERIFY2(!m_fixture->stores().reports.find(id, m_fixture->into), "nobody sees their own");
}

QTEST_GUILESS_MAIN(ReportMergeTest)
#include "tst_reportmerge.moc"
