// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminreportservice.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/fakestaff.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

} // namespace

class AdminReportServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void pagesThroughReports();
    void showsWhatReportsSayToWhoHandlesThem();
    void goesThroughItsStates();
    void givesAReportToSomebodyWhoMay();
    void opensAgainWhatIsSettled();
    void opensNothingThatWasReportedAgain();
    void hidesFromStaffWhatIsAboutThem();
    void keepsNotesOutOfTheAuditLog();
    void writesNothingDownThatStaysTheSame();
    void rehearses();
    void refusesNotes();

private:
    using State = Report::State;

    ReportDetails ok(QCoro::Task<Result<ReportDetails>> task)
    {
        return ChatFixture::orFatal(await(std::move(task)));
    }
    ReportId report(UserId reporter, UserId about)
    {
        const auto filed = await(m_chat->reports.file(
            {reporter, Report::Kind::User, about.value(), u"spam"_s, u"Help"_s}));
        return ChatFixture::orFatal(filed).report.id;
    }
    static Actor actor(UserId user) { return Actor::account(user, u"192.0.2.9"_s, u"r"_s); }
    std::vector<AuditEntry> audit()
    {
        return await(m_chat->database->read(
                         [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
            .value();
    }

    std::unique_ptr<ChatFixture> m_chat;
    FakeStaff m_staff;
    std::unique_ptr<AdminReportService> m_reports;
    Actor m_moderator;
    ReportId m_report; //!< Alice's about Bob.
};

void AdminReportServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_staff.roles = {{m_chat->mallory, StaffRole::Moderator}};
    QVERIFY(await(m_chat->database->write([this](Stores &stores) {
        return stores.staff.setRole(m_chat->mallory, StaffRole::Moderator);
    })));
    m_reports = std::make_unique<AdminReportService>(AdminContext{m_chat->database, m_chat->clock},
                                                     m_staff);
    m_moderator = actor(m_chat->mallory);
    m_report = report(m_chat->alice, m_chat->bob);
}

void AdminReportServiceTest::cleanup()
{
    m_reports.reset();
    m_chat.reset();
}

void AdminReportServiceTest::pagesThroughReports()
{
    const ReportId second = report(m_chat->carol, m_chat->bob);
    const auto first = await(m_reports->list(m_moderator, {.limit = 1}));
    QCOMPARE(first->reports.size(), 1U);
    QCOMPARE(first->reports.front().report.id, second);
    QCOMPARE(first->next, std::optional(second));
    const auto last = await(m_reports->list(m_moderator, {.after = first->next, .limit = 1}));
    QCOMPARE(last->reports.front().report.id, m_report);
    QVERIFY(!last->next);
    const Filter open = m_reports->parse(u"state:open reporter_id:101"_s).value();
    QCOMPARE(await(m_reports->count(m_moderator, open)).value(), 1);
    QCOMPARE(codeOf(m_reports->parse(u"nonsense:1"_s)), u"invalid_filter"_s);
}

void AdminReportServiceTest::showsWhatReportsSayToWhoHandlesThem()
{
    ok(m_reports->note(m_moderator, m_report, u"Asked"_s, Run::ForReal));
    m_staff.roles[m_chat->carol] = StaffRole::Auditor;
    const ReportDetails metadata = ok(m_reports->find(actor(m_chat->carol), m_report));
    QVERIFY(metadata.view.report.text.isEmpty());
    QVERIFY(metadata.view.report.evidence.isEmpty());
    QVERIFY(metadata.notes.front().text.isEmpty());
    QCOMPARE(metadata.notes.front().author, m_moderator.name);
    for (const Actor &who : {m_moderator, Actor::local(0, u"r"_s)}) {
        const ReportDetails all = ok(m_reports->find(who, m_report));
        QCOMPARE(all.view.report.text, u"Help"_s);
        QVERIFY(!all.view.report.evidence.isEmpty());
        QCOMPARE(all.notes.front().text, u"Asked"_s);
    }
}

void AdminReportServiceTest::goesThroughItsStates()
{
    const ReportDetails taken = ok(m_reports->assign(m_moderator, m_report, {}, Run::ForReal));
    QCOMPARE(taken.view.report.state, State::InProgress);
    QCOMPARE(taken.view.report.assignee, m_moderator.name);
    const ReportDetails resolved = ok(
        m_reports->settle(m_moderator, m_report, {State::Resolved, u" Warned "_s}, Run::ForReal));
    QCOMPARE(resolved.view.report.state, State::Resolved);
    QCOMPARE(resolved.notes.front().text, u"Warned"_s);
    QCOMPARE(ok(m_reports->find(m_moderator, m_report)).view.report.state, State::Resolved);
    QCOMPARE(codeOf(await(m_reports->assign(m_moderator, m_report, {}, Run::ForReal))),
             u"report_settled"_s);
    QCOMPARE(
        codeOf(await(m_reports->settle(m_moderator, m_report, {State::Dismissed}, Run::ForReal))),
        u"report_settled"_s);
    const auto entries = audit();
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[0].action, u"report.assign"_s);
    QCOMPARE(entries[0].target, u"report:"_s + m_report.toString());
    QCOMPARE(entries[0].before, u"{\"assignee\":\"\",\"state\":\"open\"}"_s);
    QCOMPARE(entries[0].after, u"{\"assignee\":\"user:104\",\"state\":\"in_progress\"}"_s);
    QCOMPARE(entries[1].action, u"report.resolve"_s);
}

void AdminReportServiceTest::givesAReportToSomebodyWhoMay()
{
    QCOMPARE(codeOf(await(m_reports->assign(m_moderator, m_report, m_chat->carol, Run::ForReal))),
             u"no_handler"_s);
    QVERIFY(await(m_chat->database->write([this](Stores &stores) -> Result<> {
        if (auto set = stores.staff.setRole(m_chat->carol, StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(m_chat->bob, StaffRole::Admin);
    })));
    QCOMPARE(ok(m_reports->assign(m_moderator, m_report, m_chat->carol, Run::ForReal))
                 .view.report.assignee,
             u"user:103"_s);
    QCOMPARE(codeOf(await(m_reports->assign(m_moderator, m_report, m_chat->bob, Run::ForReal))),
             u"no_handler"_s); // It is about him.
}

void AdminReportServiceTest::opensAgainWhatIsSettled()
{
    ok(m_reports->assign(m_moderator, m_report, {}, Run::ForReal));
    ok(m_reports->settle(m_moderator, m_report, {State::Dismissed}, Run::ForReal));
    const ReportDetails open =
        ok(m_reports->reopen(m_moderator, m_report, u"He did it again"_s, Run::ForReal));
    QCOMPARE(open.view.report.state, State::Open);
    QVERIFY(open.view.report.assignee.isEmpty());
    QCOMPARE(open.notes.size(), 1U);
    QCOMPARE(audit().back().action, u"report.reopen"_s);
}

void AdminReportServiceTest::opensNothingThatWasReportedAgain()
{
    ok(m_reports->settle(m_moderator, m_report, {State::Dismissed}, Run::ForReal));
    QVERIFY(report(m_chat->alice, m_chat->bob) != m_report);
    QCOMPARE(codeOf(await(m_reports->reopen(m_moderator, m_report, {}, Run::ForReal))),
             u"reported_again"_s);
}

void AdminReportServiceTest::hidesFromStaffWhatIsAboutThem()
{
    const ReportId hers = report(m_chat->alice, m_chat->mallory);
    const QString missing = u"report_not_found"_s;
    QCOMPARE(codeOf(await(m_reports->find(m_moderator, hers))), missing);
    QCOMPARE(codeOf(await(m_reports->note(m_moderator, hers, u"No"_s, Run::ForReal))), missing);
    QCOMPARE(codeOf(await(m_reports->settle(m_moderator, hers, {State::Dismissed}, Run::ForReal))),
             missing);
    QCOMPARE(await(m_reports->list(m_moderator, {}))->reports.size(), 1U);
    QCOMPARE(await(m_reports->count(m_moderator, {})).value(), 1);
    QCOMPARE(await(m_reports->count(Actor::local(0, u"r"_s), {})).value(), 2);
}

void AdminReportServiceTest::keepsNotesOutOfTheAuditLog()
{
    ok(m_reports->note(m_moderator, m_report, u"A secret"_s, Run::ForReal));
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().after, u"{\"assignee\":\"\",\"noted\":true,\"state\":\"open\"}"_s);
}

void AdminReportServiceTest::writesNothingDownThatStaysTheSame()
{
    ok(m_reports->reopen(m_moderator, m_report, {}, Run::ForReal));
    QVERIFY(audit().empty());
    ok(m_reports->settle(m_moderator, m_report, {State::Resolved}, Run::ForReal));
    ok(m_reports->settle(m_moderator, m_report, {State::Resolved}, Run::ForReal));
    QCOMPARE(audit().size(), 1U);
}

void AdminReportServiceTest::rehearses()
{
    const ReportDetails would =
        ok(m_reports->settle(m_moderator, m_report, {State::Resolved, u"So"_s}, Run::Rehearsal));
    QCOMPARE(would.view.report.state, State::Resolved);
    const ReportDetails is = ok(m_reports->find(m_moderator, m_report));
    QCOMPARE(is.view.report.state, State::Open);
    QVERIFY(is.notes.empty());
    QVERIFY(audit().empty());
}

void AdminReportServiceTest::refusesNotes()
{
    const QString longText(AdminReportService::MostNoteCodePoints + 1, u'x');
    for (const QString &text : {QString(), u"  "_s, longText})
        QCOMPARE(codeOf(await(m_reports->note(m_moderator, m_report, text, Run::ForReal))),
                 u"invalid_input"_s);
    QCOMPARE(codeOf(await(m_reports->settle(m_moderator, m_report, {State::Resolved, longText},
                                            Run::ForReal))),
             u"invalid_input"_s);
}

QTEST_GUILESS_MAIN(AdminReportServiceTest)
#include "tst_adminreportservice.moc"
