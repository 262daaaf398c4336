// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/backuporder.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class BackupOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItWasWritten();
    void isNothingElse_data();
    void isNothingElse();
};

void BackupOrderTest::isReadAsItWasWritten()
{
    for (const auto task : {BackupOrder::Task::Create, BackupOrder::Task::Verify}) {
        const auto order = parseBackupOrder(toPayload({task, u"Sicherung \"1\" 🐦"_s}));
        QVERIFY(order);
        QCOMPARE(order->task, task);
        QCOMPARE(order->name, u"Sicherung \"1\" 🐦"_s);
    }
}

void BackupOrderTest::isNothingElse_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no name") << QByteArray(R"({"task":"create"})");
    QTest::newRow("another task") << QByteArray(R"({"task":"restore","name":"a"})");
}

void BackupOrderTest::isNothingElse()
{
    QFETCH(QByteArray, payload);
    QVERIFY(!parseBackupOrder(payload));
}

QTEST_GUILESS_MAIN(BackupOrderTest)
#include "tst_backuporder.moc"
