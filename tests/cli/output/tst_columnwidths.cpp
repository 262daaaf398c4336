// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/columnwidths.h"

#include <QTest>

using namespace linnet::cli;

class ColumnWidthsTest : public QObject
{
    Q_OBJECT

private slots:
    void fits_data();
    void fits();
};

void ColumnWidthsTest::fits_data()
{
    QTest::addColumn<QList<int>>("wanted");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QList<int>>("given");

    QTest::newRow("no bound") << QList<int>{10, 100} << 0 << QList<int>{10, 100};
    QTest::newRow("fits") << QList<int>{10, 20} << 32 << QList<int>{10, 20};
    QTest::newRow("the widest gives way") << QList<int>{10, 20} << 30 << QList<int>{10, 18};
    QTest::newRow("then all alike") << QList<int>{10, 20} << 20 << QList<int>{9, 9};
    QTest::newRow("never to nothing") << QList<int>{10, 20} << 3 << QList<int>{4, 4};
    QTest::newRow("narrow ones stay") << QList<int>{2, 20} << 10 << QList<int>{2, 6};
    QTest::newRow("none") << QList<int>{} << 10 << QList<int>{};
}

void ColumnWidthsTest::fits()
{
    QFETCH(QList<int>, wanted);
    QFETCH(int, columns);
    QTEST(fitted(wanted, columns), "given");
}

QTEST_GUILESS_MAIN(ColumnWidthsTest)
#include "tst_columnwidths.moc"
