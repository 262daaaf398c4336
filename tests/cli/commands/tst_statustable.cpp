// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/statustable.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

namespace {

QStringList titles(const Table &table)
{
    QStringList titles;
    for (const Column &column : table.columns)
        titles.append(column.title);
    return titles;
}

} // namespace

class StatusTableTest : public QObject
{
    Q_OBJECT

private slots:
    void showsAStrangerLess();
    void saysWhatIsTheTrouble();
    void makesALineOfIt();
};

void StatusTableTest::showsAStrangerLess()
{
    const QStringList few{u"Server"_s, u"Status"_s, u"Parts"_s, u"Version"_s, u"Running for"_s};
    QCOMPARE(titles(statusCard({{"status"_L1, u"ok"_s}})), few);
    const QStringList all = titles(statusCard({{"accounts"_L1, 0}}));
    QCOMPARE(all.mid(0, few.size()), few);
    QVERIFY(all.contains(u"Sockets"_s));
}

void StatusTableTest::saysWhatIsTheTrouble()
{
    const QJsonArray none;
    QVERIFY(!titles(statusCard({{"reasons"_L1, none}})).contains(u"Trouble"_s));
    const QJsonArray one{u"mail: It is away."_s};
    QVERIFY(titles(statusCard({{"reasons"_L1, one}})).contains(u"Trouble"_s));
}

void StatusTableTest::makesALineOfIt()
{
    const Table lines = statusLines();
    QCOMPARE(int(lines.shape), int(Table::Shape::List));
    QCOMPARE(lines.columns.front().path, u"at"_s);
}

QTEST_GUILESS_MAIN(StatusTableTest)
#include "tst_statustable.moc"
