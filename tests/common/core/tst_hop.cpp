// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hop.h"
#include "tests/support/patience.h"

#include <QCoroTask>

#include <QTest>
#include <QThread>

#include <stdexcept>
#include <thread>

using namespace linnet;

namespace {

QCoro::Task<> add(std::vector<std::thread> &threads, int a, int b, int &sum, QThread *&resumedOn)
{
    auto hop = Hop<int>([&threads, a, b](Hop<int>::Completion &completion) {
        threads.emplace_back(
            [&completion, a, b] { completion.home().post(completion.finish(a + b)); });
    });
    sum = co_await hop;
    resumedOn = QThread::currentThread();
}

QCoro::Task<> failing(std::thread &thread, QString &caught)
{
    auto hop = Hop<int>([&thread](Hop<int>::Completion &completion) {
        thread = std::thread([&completion] {
            completion.home().post(
                completion.fail(std::make_exception_ptr(std::runtime_error("no luck"))));
        });
    });
    try {
        co_await hop;
    } catch (const std::exception &exception) {
        caught = QString::fromUtf8(exception.what());
    }
}

} // namespace

class HopTest : public QObject
{
    Q_OBJECT

private slots:
    void resumesOnTheThreadThatAwaited();
    void carriesAnExceptionOver();
};

void HopTest::resumesOnTheThreadThatAwaited()
{
    const Mailbox mailbox;
    std::vector<std::thread> threads;
    int sum = 0;
    QThread *resumedOn = nullptr;
    const auto task = add(threads, 2, 3, sum, resumedOn);
    QTRY_COMPARE(sum, 5);
    QCOMPARE(resumedOn, QThread::currentThread());
    threads.front().join();
}

void HopTest::carriesAnExceptionOver()
{
    const Mailbox mailbox;
    std::thread thread;
    QString caught;
    const auto task = failing(thread, caught);
    QTRY_COMPARE(caught, QStringLiteral("no luck"));
    thread.join();
}

QTEST_GUILESS_MAIN(HopTest)
#include "tst_hop.moc"
