// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/signalwatcher.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace linnet;

class SignalWatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void passesSignalsOn();
    void leavesTheSignalsOfAChildToIt();
    void putsThemBack();
};

void SignalWatcherTest::passesSignalsOn()
{
    const SignalWatcher watcher({SIGHUP, SIGUSR1});
    QSignalSpy received(&watcher, &SignalWatcher::received);

    QCOMPARE(::raise(SIGHUP), 0);
    QCOMPARE(::raise(SIGUSR1), 0);

    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received[0][0].toInt(), SIGHUP);
    QCOMPARE(received[1][0].toInt(), SIGUSR1);
}

void SignalWatcherTest::leavesTheSignalsOfAChildToIt()
{
    const SignalWatcher watcher({SIGUSR1, SIGUSR2});
    QSignalSpy received(&watcher, &SignalWatcher::received);

    const pid_t child = ::fork();
    if (child == 0) { // As a program that is being started, before exec().
        ::raise(SIGUSR1);
        ::_exit(0);
    }
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(::raise(SIGUSR2), 0);

    QVERIFY(test::waitFor(received));
    QCOMPARE(received.size(), 1);
    QCOMPARE(received[0][0].toInt(), SIGUSR2);
}

void SignalWatcherTest::putsThemBack()
{
    {
        const SignalWatcher watcher({SIGUSR1});
    }
    struct sigaction action = {};
    QCOMPARE(::sigaction(SIGUSR1, nullptr, &action), 0);
    QVERIFY(action.sa_handler == SIG_DFL);
}

QTEST_GUILESS_MAIN(SignalWatcherTest)
#include "tst_signalwatcher.moc"
