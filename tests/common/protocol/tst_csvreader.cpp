// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvreader.h"
#include "common/protocol/csvwriter.h"

#include <QBuffer>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Rows = QList<QStringList>;

//! \brief What a text says as a table.
struct Read
{
    Rows rows;
    QList<qint64> numbers;
    QString problem;
};

Read read(QByteArray text)
{
    QBuffer buffer(&text);
    if (!buffer.open(QIODevice::ReadOnly))
        qFatal("A buffer does not open.");
    CsvReader reader(buffer);
    Read read;
    for (;;) {
        const auto row = reader.next();
        if (!row) {
            read.problem = row.error().message;
            return read;
        }
        if (!*row)
            return read;
        read.rows.append(**row);
        read.numbers.append(reader.row());
    }
}

} // namespace

class CsvReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsRows_data();
    void readsRows();
    void countsRowsAsSpreadsheetsDo();
    void givesBackWhatWasWritten();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void boundsARow();
};

void CsvReaderTest::readsRows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Rows>("rows");

    QTest::newRow("nothing") << QByteArray() << Rows{};
    QTest::newRow("only blank lines") << QByteArray("\n\r\n\n") << Rows{};
    QTest::newRow("rows") << QByteArray("a,b\nc,d\n") << Rows{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
    QTest::newRow("no line end at the end")
        << QByteArray("a,b\r\nc,d") << Rows{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
    QTest::newRow("empty cells") << QByteArray(",a,\n") << Rows{{QString(), u"a"_s, QString()}};
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "a,b\n")
                                       << Rows{{u"a"_s, u"b"_s}};
    QTest::newRow("semicolons") << QByteArray("a;b,c;d\n") << Rows{{u"a"_s, u"b,c"_s, u"d"_s}};
    QTest::newRow("tabs") << QByteArray("a\tb\n") << Rows{{u"a"_s, u"b"_s}};
    QTest::newRow("quotes") << QByteArray("\"a,\"\"b\"\"\",\"c\nd\"\n")
                            << Rows{{u"a,\"b\""_s, u"c\nd"_s}};
    QTest::newRow("a quote within") << QByteArray("5\" pipe,b\n") << Rows{{u"5\" pipe"_s, u"b"_s}};
    QTest::newRow("quotes at the end") << QByteArray("a,\"b\"") << Rows{{u"a"_s, u"b"_s}};
    QTest::newRow("a lone CR") << QByteArray("a\rb,c\n") << Rows{{u"a\rb"_s, u"c"_s}};
    QTest::newRow("a number in international form")
        << QByteArray("'+911111111111,'tis\n") << Rows{{u"+911111111111"_s, u"'tis"_s}};
    QTest::newRow("other scripts")
        << QByteArray("\xD7\x93\xD7\x9F,\xE5\xB0\x8F\n") << Rows{{u"דן"_s, u"小"_s}};
}

void CsvReaderTest::readsRows()
{
    QFETCH(const QByteArray, text);
    const Read found = read(text);
    QCOMPARE(found.problem, QString());
    QTEST(found.rows, "rows");
}

void CsvReaderTest::countsRowsAsSpreadsheetsDo()
{
    const Read found = read("name,phone\n\n\"a\nb\",1\nc,2\n");
    QCOMPARE(found.numbers, (QList<qint64>{1, 3, 4}));
}

void CsvReaderTest::givesBackWhatWasWritten()
{
    const QStringList cells{u"=1+1"_s,  u"+49 151"_s, u"a;b\tc,d"_s,
                            u"\"q\""_s, u" x "_s,     QString()};
    CsvWriter writer;
    for (const QString &cell : cells)
        writer.add(cell);
    writer.endRow();
    QCOMPARE(read("1,2,3,4,5,6\n" + writer.take()).rows.value(1), cells);
}

void CsvReaderTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");

    QTest::newRow("an open quote")
        << QByteArray("a\n\"b\n") << u"Row 2 has a quote that is not closed."_s;
    QTest::newRow("text after a quote")
        << QByteArray("a\n\n\"b\"c\n") << u"Row 3 has text after a closing quote."_s;
    QTest::newRow("Latin-1") << QByteArray("a\nM\xFCller\n")
                             << u"Row 2 is not UTF-8: save the table as \"CSV UTF-8\"."_s;
}

void CsvReaderTest::saysWhatIsWrong()
{
    QFETCH(const QByteArray, text);
    QTEST(read(text).problem, "problem");
}

void CsvReaderTest::boundsARow()
{
    const QString problem = u"Row 2 is longer than 1 MiB, or a quote before it is not closed."_s;
    QCOMPARE(read("a\n" + (QByteArray(2048, 'b') + ',').repeated(512)).problem, problem);
    QCOMPARE(read("a\n\"" + QByteArray(2 << 20, '\n')).problem, problem);
}

QTEST_APPLESS_MAIN(CsvReaderTest)
#include "tst_csvreader.moc"
