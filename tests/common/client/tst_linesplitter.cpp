// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/linesplitter.h"

#include <QTest>

using namespace linnet;

class LineSplitterTest : public QObject
{
    Q_OBJECT

private slots:
    void cutsWhereverThePiecesEnd_data();
    void cutsWhereverThePiecesEnd();
    void stopsWhenNoMoreIsWanted();
    void stopsAtALineThatIsTooLong();
};

void LineSplitterTest::cutsWhereverThePiecesEnd_data()
{
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QByteArrayList>("lines");

    QTest::newRow("one piece") << QByteArrayList{"a\nb\n"} << QByteArrayList{"a", "b"};
    QTest::newRow("within a line") << QByteArrayList{"ab", "cd\n"} << QByteArrayList{"abcd"};
    QTest::newRow("before the end")
        << QByteArrayList{"ab", "\n", "c\n"} << QByteArrayList{"ab", "c"};
    QTest::newRow("no end at the end") << QByteArrayList{"a\nb"} << QByteArrayList{"a", "b"};
    QTest::newRow("both ends") << QByteArrayList{"a\r", "\nb\r\n"} << QByteArrayList{"a", "b"};
    QTest::newRow("empty lines") << QByteArrayList{"\n\na\n"} << QByteArrayList{"", "", "a"};
    QTest::newRow("nothing") << QByteArrayList{} << QByteArrayList{};
}

void LineSplitterTest::cutsWhereverThePiecesEnd()
{
    QFETCH(QByteArrayList, pieces);
    QByteArrayList lines;
    LineSplitter splitter(
        [&](QByteArrayView line) {
            lines.append(line.toByteArray());
            return true;
        },
        100);

    for (const QByteArray &piece : pieces)
        QCOMPARE(splitter.add(piece), LineSplitter::State::Open);
    splitter.finish();

    QTEST(lines, "lines");
}

void LineSplitterTest::stopsWhenNoMoreIsWanted()
{
    int taken = 0;
    LineSplitter splitter([&](QByteArrayView) { return ++taken < 2; }, 100);

    QCOMPARE(splitter.add("a\nb\nc\n"), LineSplitter::State::Closed);
    QCOMPARE(splitter.add("d\n"), LineSplitter::State::Closed);
    splitter.finish();

    QCOMPARE(taken, 2);
}

void LineSplitterTest::stopsAtALineThatIsTooLong()
{
    QByteArrayList lines;
    LineSplitter splitter(
        [&](QByteArrayView line) {
            lines.append(line.toByteArray());
            return true;
        },
        4);

    QCOMPARE(splitter.add("1234\n123"), LineSplitter::State::Open);
    QCOMPARE(splitter.add("45\n"), LineSplitter::State::TooLong);
    splitter.finish();

    QCOMPARE(lines, QByteArrayList{"1234"});
}

QTEST_GUILESS_MAIN(LineSplitterTest)
#include "tst_linesplitter.moc"
