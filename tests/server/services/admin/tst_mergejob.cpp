// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/notfound.h"
#include "server/jobs/jobrunner.h"
#include "server/services/admin/joiner.h"
#include "server/services/admin/mergejob.h"
#include "server/services/identity/securitywriter.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MergeJobTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void merges();
    void isDoneByARunner();
    void refusesWhatIsNoOrder();
    void isTriedAgain();
    void saysThatItWasGivenUp();

private:
    MergeProgress progress()
    {
        return ChatFixture::orFatal(await(m_chat->database->read([this](Stores &stores) {
                   return stores.merges.findProgress(m_chat->alice);
               })))
            .value();
    }
    //! Orders a merger of Alice into Bob. \return its job, which is stored.
    Job order();

    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<SecurityWriter> m_security;
    std::unique_ptr<Joiner> m_joiner;
    std::unique_ptr<MergeJob> m_handler;
};

void MergeJobTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_security = std::make_unique<SecurityWriter>(m_chat->notificationContext, m_chat->mailer);
    m_joiner = std::make_unique<Joiner>(m_chat->context, *m_security);
    m_handler = std::make_unique<MergeJob>(*m_joiner);
}

void MergeJobTest::cleanup()
{
    m_handler.reset();
    m_joiner.reset();
    m_security.reset();
    m_chat.reset();
}

Job MergeJobTest::order()
{
    const Merger merger{m_chat->alice, m_chat->bob, m_chat->clock.now(), u"user:9"_s};
    const Job job = mergeJob(JobId(1), merger);
    ChatFixture::orFatal(await(m_chat->database->write([&](Stores &stores) -> Result<bool> {
        if (const auto put = stores.merges.put(merger); !put)
            return put.error();
        if (const auto put = stores.merges.putProgress({.from = merger.from}); !put)
            return put.error();
        return stores.jobs.add(job);
    })));
    return job;
}

void MergeJobTest::merges()
{
    const Job job = order();
    QCOMPARE(job.kind, m_handler->kind());
    QVERIFY(m_handler->run(job, {}));
    QCOMPARE(progress().state, MergeProgress::State::Done);
    QVERIFY2(m_handler->run(job, {}), "it was done before a crash");
}

void MergeJobTest::isDoneByARunner()
{
    order();
    JobRunner runner({m_chat->database, m_chat->clock});
    runner.add(*m_handler);
    QVERIFY(await(runner.start()));
    QTRY_COMPARE(progress().state, MergeProgress::State::Done);
    runner.stop();
}

void MergeJobTest::refusesWhatIsNoOrder()
{
    QCOMPARE(m_handler->run({.payload = "{}"}, {}).error().code, "merge_order"_L1);
}

void MergeJobTest::isTriedAgain()
{
    const Job job = order();
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(m_handler->run(job, stop.get_token()).error().kind, Error::Kind::Unavailable);
    QVERIFY(m_handler->run(job, {}));
    QCOMPARE(m_handler->run({.payload = "103"}, {}).error().kind, Error::Kind::Unavailable);
}

void MergeJobTest::saysThatItWasGivenUp()
{
    const Job job = order();
    QVERIFY(await(m_chat->database->write([&](Stores &stores) -> Result<> {
        const auto taken = stores.jobs.take(
            {.kind = MergeJobKind, .now = m_chat->clock.now(), .until = m_chat->clock.now()});
        if (!taken || !*taken)
            return taken ? noSuchUser() : taken.error();
        const auto settled = stores.jobs.settle(
            **taken, {.state = Job::State::Dead, .at = m_chat->clock.now(), .error = u"Full."_s});
        return settled ? m_handler->giveUp(stores, job) : settled.error();
    })));
    QCOMPARE(progress().state, MergeProgress::State::Failed);
    QCOMPARE(progress().problem, u"Full."_s);
    QVERIFY2(m_handler->run(job, {}), "somebody has had it tried again");
    QCOMPARE(progress().state, MergeProgress::State::Done);
    QVERIFY(progress().problem.isEmpty());
}

QTEST_GUILESS_MAIN(MergeJobTest)
#include "tests/support/patience.h"

#include "tst_mergejob.moc"
