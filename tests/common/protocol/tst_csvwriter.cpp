// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvwriter.h"

#include <QTest>

#include <limits>

using namespace linnet;
using namespace Qt::StringLiterals;

class CsvWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTexts_data();
    void writesTexts();
    void writesValuesAsTheyAre();
    void putsCommasBetweenCells();
    void tellsAnEmptyCellFromNoRow();
    void isTakenInPieces();
    void givesBackWhatWasWritten();
};

void CsvWriterTest::writesTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");

    QTest::newRow("plain") << u"Alice"_s << u"Alice"_s;
    QTest::newRow("spaces within") << u"Alice Smith"_s << u"Alice Smith"_s;
    QTest::newRow("spaces around") << u" Alice "_s << u"\" Alice \""_s;
    QTest::newRow("comma") << u"Smith, Alice"_s << u"\"Smith, Alice\""_s;
    QTest::newRow("semicolon") << u"a;=1"_s << u"\"a;=1\""_s;
    QTest::newRow("quotes") << u"the \"new\" one"_s << u"\"the \"\"new\"\" one\""_s;
    QTest::newRow("only a quote") << u"\""_s << u"\"\"\"\""_s;
    QTest::newRow("lines") << u"one\r\ntwo\nthree"_s << u"\"one\r\ntwo\nthree\""_s;
    QTest::newRow("tab within") << u"a\tb"_s << u"\"a\tb\""_s;

    QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("plus") << u"+911111111111"_s << u"'+911111111111"_s;
    QTest::newRow("minus") << u"-1"_s << u"'-1"_s;
    QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
    QTest::newRow("tab first") << u"\t=1"_s << u"\"'\t=1\""_s;
    QTest::newRow("return first") << u"\rx"_s << u"\"'\rx\""_s;
    QTest::newRow("line feed first") << u"\nx"_s << u"\"'\nx\""_s;
    QTest::newRow("formula in quotes") << u"=\"a\",1"_s << u"\"'=\"\"a\"\",1\""_s;
    QTest::newRow("spaces before a formula") << u"  =1"_s << u"'  =1"_s;
    QTest::newRow("a mark before a formula") << u"\ufeff=1"_s << u"'\ufeff=1"_s;
    QTest::newRow("a wide sign") << u"＝1"_s << u"'＝1"_s;
    QTest::newRow("a sign within") << u"a=b"_s << u"a=b"_s;
    QTest::newRow("an address") << u"alice@example.org"_s << u"alice@example.org"_s;
    QTest::newRow("an apostrophe") << u"'tis"_s << u"'tis"_s;

    QTest::newRow("nul") << u"a"_s + QChar(0) + u"b"_s << u"a\ufffdb"_s;
    QTest::newRow("other control characters")
        << u"\u001b[31m\u007f\u0085"_s << u"\ufffd[31m\ufffd\ufffd"_s;
    QTest::newRow("nul before a formula") << QChar(0) + u"=1"_s << u"\ufffd=1"_s;
    QTest::newRow("Hebrew") << u"שלום, עולם"_s << u"\"שלום, עולם\""_s;
    QTest::newRow("Arabic") << u"مرحبا"_s << u"مرحبا"_s;
    QTest::newRow("a direction before a formula") << u"\u202e=1"_s << u"'\u202e=1"_s;
    QTest::newRow("emoji") << u"👨‍👩‍👧"_s << u"👨‍👩‍👧"_s;
}

void CsvWriterTest::writesTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    CsvWriter csv;
    csv.add(text).endRow();
    QCOMPARE(csv.take(), cell.toUtf8() + "\r\n");
}

void CsvWriterTest::writesValuesAsTheyAre()
{
    CsvWriter csv;
    csv.add(-1).add(std::numeric_limits<qint64>::min()).add(true).add(false).add("word"_L1);
    csv.add(UserId(1234567890123456789)).add(*parseIso(u"2026-01-31T09:05:00.042Z"));
    csv.add(nullptr).add(std::optional<qint64>()).add(std::optional(7)).endRow();
    QCOMPARE(csv.take(),
             "-1,-9223372036854775808,true,false,word,1234567890123456789,"
             "2026-01-31T09:05:00.042Z,,,7\r\n");
}

void CsvWriterTest::putsCommasBetweenCells()
{
    CsvWriter csv;
    csv.add("id"_L1).add("name"_L1).endRow();
    csv.add(1).add(u"Alice"_s).endRow();
    csv.add(2).add(u""_s).endRow();
    csv.add(u""_s).add(u""_s).endRow();
    QCOMPARE(csv.take(), "id,name\r\n1,Alice\r\n2,\r\n,\r\n");
}

void CsvWriterTest::tellsAnEmptyCellFromNoRow()
{
    CsvWriter csv;
    csv.add(u""_s).endRow().add(u"a"_s).endRow().add(nullptr).endRow();
    QCOMPARE(csv.take(), "\"\"\r\na\r\n\"\"\r\n");
}

void CsvWriterTest::isTakenInPieces()
{
    CsvWriter csv;
    QCOMPARE(csv.take(), QByteArray());
    csv.add(1).endRow().add(2);
    QCOMPARE(csv.take(), "1\r\n2");
    csv.add(3).endRow();
    QCOMPARE(csv.take(), ",3\r\n");
    csv.add(4);
    QCOMPARE(csv.take(), "4");
    csv.endRow();
    QCOMPARE(csv.take(), "\r\n");
}

namespace {

//! \return the cells of one row, as RFC 4180 has them read.
QStringList cellsOf(const QString &row)
{
    QStringList cells(1);
    bool isQuoted = false;
    for (qsizetype i = 0; i < row.size(); ++i) {
        const bool isDoubled =
            isQuoted && row[i] == u'"' && i + 1 < row.size() && row[i + 1] == u'"';
        if (row[i] == u'"' && !isDoubled) {
            isQuoted = !isQuoted;
        } else if (row[i] == u',' && !isQuoted) {
            cells.append(QString());
        } else {
            cells.last() += row[i];
            i += isDoubled;
        }
    }
    return cells;
}

} // namespace

void CsvWriterTest::givesBackWhatWasWritten()
{
    const QStringList texts = {u"a"_s, u"\"\""_s,   u",\"\r\n\","_s, u""_s,
                               u";"_s, u"שלום\""_s, u" \" "_s,       u"👋,"_s};
    CsvWriter csv;
    for (const QString &text : texts)
        csv.add(text);
    csv.endRow();
    QString row = QString::fromUtf8(csv.take());
    QVERIFY(row.endsWith(u"\r\n"));
    row.chop(2);
    QCOMPARE(cellsOf(row), texts);
}

QTEST_GUILESS_MAIN(CsvWriterTest)
#include "tst_csvwriter.moc"
