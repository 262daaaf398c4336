// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/completiontime.h"

#include <QTest>

using namespace linnet::cli;

class CompletionTimeTest : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheEnvironmentSays_data();
    void isWhatTheEnvironmentSays();
};

void CompletionTimeTest::isWhatTheEnvironmentSays_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("time");

    QTest::newRow("nothing") << QByteArray() << 900;
    QTest::newRow("longer") << QByteArray("5000") << 5000;
    QTest::newRow("no time at all") << QByteArray("0") << 900;
    QTest::newRow("less than that") << QByteArray("-1") << 900;
    QTest::newRow("no number") << QByteArray("soon") << 900;
}

void CompletionTimeTest::isWhatTheEnvironmentSays()
{
    QFETCH(QByteArray, said);
    qputenv("LINNET_COMPLETION_TIME", said);
    QTEST(int(completionTime().count()), "time");
}

QTEST_GUILESS_MAIN(CompletionTimeTest)
#include "tst_completiontime.moc"
