// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminjobservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Actor Operator{{}, u"local:0"_s, {}, u"request"_s};
const Filter All;

} // namespace

class AdminJobServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void pages();
    void retriesWhatWasGivenUp();
    void discardsWhatWasGivenUp();
    void doesManyInParts();
    void leavesAloneWhatIsNotFound();
    void leavesAloneWhatWasGivenUpSince();

private:
    void addDead(int count);
    qint64 countOf(const QString &expression)
    {
        return await(m_jobs->count(parsed(expression))).value();
    }
    Filter parsed(const QString &expression) const
    {
        return AdminJobService::parse(expression, m_jobs->now()).value();
    }
    std::vector<AuditEntry> audited()
    {
        return await(m_identity->database->read(
                         [](Stores &stores) { return stores.audit.listAfter(0, 9); }))
            .value();
    }

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<AdminJobService> m_jobs;
};

//! One waits besides those that a test adds.
void AdminJobServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_jobs =
        std::make_unique<AdminJobService>(AdminContext{m_identity->database, m_identity->clock});
    QVERIFY(await(m_identity->database->write([](Stores &stores) {
        return stores.jobs.add({.id = JobId(1), .kind = u"mail"_s, .dueAt = at(10)});
    })));
}

void AdminJobServiceTest::cleanup()
{
    m_jobs.reset();
    m_identity.reset();
}

void AdminJobServiceTest::addDead(int count)
{
    const auto added = await(m_identity->database->write([count](Stores &stores) -> Result<> {
        for (int i = 0; i < count; ++i) {
            const Job job{.id = JobId(100 + i),
                          .kind = u"backup"_s,
                          .state = Job::State::Dead,
                          .attempts = 25,
                          .lastError = u"somebody@example.org is full"_s};
            if (const auto done = stores.jobs.add(job); !done)
                return done.error();
        }
        return {};
    }));
    QVERIFY(added);
}

void AdminJobServiceTest::pages()
{
    addDead(2);
    JobListQuery query{.limit = 2};
    const auto first = await(m_jobs->list(query));
    QCOMPARE(first->jobs.size(), 2U);
    QCOMPARE(first->jobs.front().job.id, JobId(101));
    query.after = first->next;
    const auto second = await(m_jobs->list(query));
    QCOMPARE(second->jobs.size(), 1U);
    QCOMPARE(second->jobs.front().job.id, JobId(1));
    QVERIFY(!second->next);
}

void AdminJobServiceTest::retriesWhatWasGivenUp()
{
    addDead(2);
    const Filter one = parsed(u"id:100,1"_s);
    QCOMPARE(await(m_jobs->countDead(one, m_jobs->now())).value(), 1);
    QCOMPARE(await(m_jobs->retry(Operator, one, m_jobs->now())).value(), 1);
    const auto retried = await(m_jobs->find(JobId(100)));
    QVERIFY(retried->job.state == Job::State::Pending);
    QCOMPARE(retried->job.attempts, 0);
    QCOMPARE(retried->job.dueAt, m_identity->clock.now());
    QCOMPARE(countOf(u"state:dead"_s), 1);

    const auto entries = audited();
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries.front().action, u"job.retry"_s);
    QCOMPARE(entries.front().target, u"job:100"_s);
    QCOMPARE(entries.front().before,
             u"{\"jobs\":[{\"attempts\":25,\"id\":\"100\",\"kind\":\"backup\"}]}"_s);
}

void AdminJobServiceTest::discardsWhatWasGivenUp()
{
    addDead(2);
    QCOMPARE(await(m_jobs->discard(Operator, All, m_jobs->now())).value(), 2);
    QCOMPARE(countOf({}), 1);
    QVERIFY(await(m_jobs->find(JobId(1))));
    QCOMPARE(await(m_jobs->find(JobId(100))).error().kind, Error::Kind::NotFound);
    QCOMPARE(audited().front().action, u"job.discard"_s);
    QCOMPARE(audited().front().target, u"jobs"_s);
    QVERIFY(audited().front().before.contains(u"\"100\""_s));
    QVERIFY(audited().front().before.contains(u"\"101\""_s));
}

void AdminJobServiceTest::doesManyInParts()
{
    addDead(1'001);
    QCOMPARE(await(m_jobs->retry(Operator, All, m_jobs->now())).value(), 1'001);
    QCOMPARE(countOf(u"state:dead"_s), 0);
    QCOMPARE(audited().size(), 3U);
}

void AdminJobServiceTest::leavesAloneWhatIsNotFound()
{
    QCOMPARE(await(m_jobs->retry(Operator, All, m_jobs->now())).value(), 0);
    QCOMPARE(await(m_jobs->discard(Operator, All, m_jobs->now())).value(), 0);
    QCOMPARE(countOf({}), 1);
    QVERIFY(audited().empty());
}

//! What somebody agreed to after it was counted is all that is done.
void AdminJobServiceTest::leavesAloneWhatWasGivenUpSince()
{
    addDead(2);
    const Timestamp counted = m_jobs->now();
    QCOMPARE(await(m_jobs->countDead(All, counted)).value(), 2);
    m_identity->clock.advance(std::chrono::seconds(1));
    QVERIFY(await(m_identity->database->write([this](Stores &stores) {
        return stores.jobs.add({.id = JobId(99),
                                .kind = u"mail"_s,
                                .state = Job::State::Dead,
                                .updatedAt = m_jobs->now()});
    })));
    QCOMPARE(await(m_jobs->discard(Operator, All, counted)).value(), 2);
    QCOMPARE(countOf(u"id:99 state:dead"_s), 1);
}

QTEST_GUILESS_MAIN(AdminJobServiceTest)
#include "tst_adminjobservice.moc"
