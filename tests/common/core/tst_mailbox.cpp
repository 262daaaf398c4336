// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/mailbox.h"
#include "tests/support/patience.h"

#include <QTest>
#include <QThread>

#include <thread>

using namespace linnet;

class MailboxTest : public QObject
{
    Q_OBJECT

private slots:
    void runsWorkInOrderOnItsThread();
    void neverRunsWorkAtOnce();
    void keepsABatchTogether();
};

void MailboxTest::runsWorkInOrderOnItsThread()
{
    Mailbox mailbox;
    std::vector<int> seen;
    bool onThisThread = true;
    QThread *const here = QThread::currentThread();
    std::thread other([&] {
        for (int i = 0; i < 1000; ++i)
            mailbox.post([&, i] {
                seen.push_back(i);
                onThisThread = onThisThread && QThread::currentThread() == here;
            });
    });
    other.join();
    QTRY_COMPARE(seen.size(), size_t(1000));
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QVERIFY(onThisThread);
}

void MailboxTest::neverRunsWorkAtOnce()
{
    Mailbox mailbox;
    bool ran = false;
    mailbox.post([&] { ran = true; });
    QVERIFY(!ran);
    QTRY_VERIFY(ran);
}

void MailboxTest::keepsABatchTogether()
{
    Mailbox mailbox;
    std::vector<int> seen;
    std::vector<Mailbox::Work> batch;
    for (int i = 0; i < 3; ++i)
        batch.push_back([&seen, i] { seen.push_back(i); });
    mailbox.post(std::move(batch));
    mailbox.post([&] { seen.push_back(3); });
    QTRY_COMPARE(seen, (std::vector<int>{0, 1, 2, 3}));
}

QTEST_GUILESS_MAIN(MailboxTest)
#include "tst_mailbox.moc"
