// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/mailbox.h"
#include "server/storage/sql/jobqueue.h"
#include "tests/support/patience.h"

#include <QTest>

#include <thread>

using namespace linnet;

namespace {

//! \brief A job that is known by its number and notes why it failed.
class NumberedJob : public Database::Job
{
public:
    NumberedJob(int number, Mailbox &home, QStringList &failures)
        : m_number(number)
        , m_home(home)
        , m_failures(failures)
    {}

    bool run(Stores &) override { return true; }
    Mailbox::Work done() override
    {
        return [] {};
    }
    Mailbox::Work failed(Error error) override
    {
        return [&failures = m_failures, code = QString(error.code)] { failures.append(code); };
    }
    Mailbox &home() override { return m_home; }

    int number() const { return m_number; }

private:
    const int m_number;
    Mailbox &m_home;
    QStringList &m_failures;
};

QList<int> numbersOf(const JobQueue::Jobs &jobs)
{
    QList<int> numbers;
    for (const auto &job : jobs)
        numbers.append(static_cast<const NumberedJob &>(*job).number());
    return numbers;
}

} // namespace

class JobQueueTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_failures.clear(); }
    void givesJobsInTheirOrder();
    void givesNoMoreThanAsked();
    void refusesWhatIsTooMuch();
    void takesMoreOnceThereIsRoom();
    void refusesEverythingOnceClosed();
    void givesWhatWasLeftWhenItClosed();
    void wakesWhoWaitsForWork();
    void wakesWhoWaitsWhenItCloses();

private:
    void put(JobQueue &queue, int number)
    {
        queue.put(std::make_unique<NumberedJob>(number, m_home, m_failures));
    }

    Mailbox m_home;
    QStringList m_failures;
};

void JobQueueTest::givesJobsInTheirOrder()
{
    JobQueue queue(10);
    for (const int number : {1, 2, 3})
        put(queue, number);
    QCOMPARE(numbersOf(queue.take(10)), (QList<int>{1, 2, 3}));
}

void JobQueueTest::givesNoMoreThanAsked()
{
    JobQueue queue(10);
    for (const int number : {1, 2, 3})
        put(queue, number);
    QCOMPARE(numbersOf(queue.take(2)), (QList<int>{1, 2}));
    QCOMPARE(numbersOf(queue.take(2)), QList<int>{3});
}

void JobQueueTest::refusesWhatIsTooMuch()
{
    JobQueue queue(2);
    for (const int number : {1, 2, 3})
        put(queue, number);
    QCOMPARE(m_failures, QStringList()); // Told through the mailbox, not from within put().
    QTRY_COMPARE(m_failures, QStringList{QStringLiteral("overloaded")});
    QCOMPARE(numbersOf(queue.take(10)), (QList<int>{1, 2}));
}

void JobQueueTest::takesMoreOnceThereIsRoom()
{
    JobQueue queue(1);
    put(queue, 1);
    queue.take(1);
    put(queue, 2);
    QCOMPARE(numbersOf(queue.take(1)), QList<int>{2});
}

void JobQueueTest::refusesEverythingOnceClosed()
{
    JobQueue queue(10);
    queue.close();
    put(queue, 1);
    QTRY_COMPARE(m_failures, QStringList{QStringLiteral("storage_unavailable")});
    QVERIFY(queue.take(10).empty());
}

void JobQueueTest::givesWhatWasLeftWhenItClosed()
{
    JobQueue queue(10);
    put(queue, 1);
    queue.close();
    QCOMPARE(numbersOf(queue.take(10)), QList<int>{1});
    QVERIFY(queue.take(10).empty());
}

void JobQueueTest::wakesWhoWaitsForWork()
{
    JobQueue queue(10);
    QList<int> taken;
    std::thread worker([&] { taken = numbersOf(queue.take(10)); });
    put(queue, 7);
    worker.join();
    QCOMPARE(taken, QList<int>{7});
}

void JobQueueTest::wakesWhoWaitsWhenItCloses()
{
    JobQueue queue(10);
    bool gotNothing = false;
    std::thread worker([&] { gotNothing = queue.take(10).empty(); });
    queue.close();
    worker.join();
    QVERIFY(gotNothing);
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_jobqueue.moc"
