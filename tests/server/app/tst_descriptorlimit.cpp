// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/descriptorlimit.h"

#include <QTest>

#include <sys/resource.h>

using namespace linnet;

class DescriptorLimitTest : public QObject
{
    Q_OBJECT

private slots:
    void goesUpToWhatTheOwnerMay();
};

void DescriptorLimitTest::goesUpToWhatTheOwnerMay()
{
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit low{.rlim_cur = 64, .rlim_max = limit.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &low), 0);

    raiseDescriptorLimit();

    rlimit raised{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &raised), 0);
    QCOMPARE(raised.rlim_cur, limit.rlim_max);
    QCOMPARE(raised.rlim_max, limit.rlim_max);
}

QTEST_GUILESS_MAIN(DescriptorLimitTest)
#include "tst_descriptorlimit.moc"
