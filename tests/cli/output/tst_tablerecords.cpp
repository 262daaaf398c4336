// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/displaytext.h"
#include "cli/output/tablerecords.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class TableRecordsTest : public QObject
{
    Q_OBJECT

private slots:
    void alignsColumns();
    void alignsWhateverTheScript();
    void fitsTheTerminal();
    void shortensNothingOffATerminal();
    void hasABoldHead();
    void writesNothingOfNothing();
    void goesOnWhileRowsComeIn();
    void showsAtOnceWhatIsToBeSeen();

private:
    QString tableOf(const QList<QJsonObject> &rows, Screen screen = {});

    const QList<Column> m_columns = {
        {u"NAME"_s, u"name"_s}, {u"SIZE"_s, u"size"_s, Column::As::Number}, {u"NOTE"_s, u"note"_s}};
};

QString TableRecordsTest::tableOf(const QList<QJsonObject> &rows, Screen screen)
{
    TextCollector out;
    TableRecords records(m_columns, screen, out);
    for (const QJsonObject &row : rows)
        if (!records.add(row))
            qFatal("Not written.");
    if (!records.finish())
        qFatal("Not written.");
    return QString::fromUtf8(out.text);
}

void TableRecordsTest::alignsColumns()
{
    const QString text = tableOf({{{u"name"_s, u"Alice"_s}, {u"size"_s, 7}, {u"note"_s, u"x"_s}},
                                  {{u"name"_s, u"Bo"_s}, {u"size"_s, 12345}}});
    QCOMPARE(text,
             u"NAME    SIZE  NOTE\n"
             "Alice      7  x\n"
             "Bo     12345  -\n"_s);
}

void TableRecordsTest::alignsWhateverTheScript()
{
    const QString text =
        tableOf({{{u"name"_s, u"\u674e\u96f7"_s}, {u"size"_s, 1}, {u"note"_s, u"a"_s}},
                 {{u"name"_s, u"Zo\u0065\u0308"_s}, {u"size"_s, 2}, {u"note"_s, u"b"_s}},
                 {{u"name"_s, u"\u05d3\u05e0\u05d4"_s}, {u"size"_s, 3}, {u"note"_s, u"c"_s}},
                 {{u"name"_s, u"\x1b[31mEve\u202e"_s}, {u"size"_s, 4}, {u"note"_s, u"d"_s}}});
    QCOMPARE(text,
             u"NAME  SIZE  NOTE\n"
             "\u674e\u96f7     1  a\n"
             "Zoe\u0308      2  b\n"
             "\u2068\u05d3\u05e0\u05d4\u2069      3  c\n"
             "Eve      4  d\n"_s);
}

void TableRecordsTest::fitsTheTerminal()
{
    const QString text = tableOf({{{u"name"_s, u"A name that is rather long"_s},
                                   {u"size"_s, 1},
                                   {u"note"_s, u"And a note that is even longer than it"_s}}},
                                 {.columns = 40});
    QCOMPARE(text,
             u"NAME              SIZE  NOTE\n"
             "A name that is \u2026     1  And a note that\u2026\n"_s);
    for (const QString &line : text.split(u'\n'))
        QVERIFY(displayWidth(line) <= 40);
}

void TableRecordsTest::shortensNothingOffATerminal()
{
    const QString note(500, u'x');
    QVERIFY(tableOf({{{u"note"_s, note}}}).contains(note));
}

void TableRecordsTest::hasABoldHead()
{
    const QString text = tableOf({{{u"name"_s, u"A"_s}}}, {.columns = 80, .hasColour = true});
    QCOMPARE(text,
             u"\x1b[1mNAME  SIZE  NOTE\x1b[0m\n"
             "A        -  -\n"_s);
}

void TableRecordsTest::writesNothingOfNothing()
{
    QCOMPARE(tableOf({}), QString());
}

void TableRecordsTest::goesOnWhileRowsComeIn()
{
    TextCollector out;
    TableRecords records(m_columns, {}, out);
    for (int i = 0; i < 199; ++i)
        QVERIFY(records.add({{u"name"_s, u"row"_s}}));
    QVERIFY(out.text.isEmpty());

    QVERIFY(records.add({{u"name"_s, u"row"_s}}));
    QCOMPARE(out.text.count('\n'), 201);

    QVERIFY(records.add({{u"name"_s, u"wider than those before"_s}}));
    QCOMPARE(out.text.count('\n'), 202);
    QVERIFY(out.text.endsWith("wider than those before     -  -\n"));
    QVERIFY(records.finish());
    QCOMPARE(out.text.count('\n'), 202);
}

//! With room for what may come.
void TableRecordsTest::showsAtOnceWhatIsToBeSeen()
{
    TextCollector out;
    TableRecords records(
        {{u"NAME"_s, u"name"_s, Column::As::Text, Column::Show::Always, 6}, {u"NOTE"_s, u"note"_s}},
        {}, out);
    QVERIFY(records.add({{u"name"_s, u"Bo"_s}, {u"note"_s, u"x"_s}}));
    QVERIFY(records.flush());
    QCOMPARE(out.text, QByteArray("NAME    NOTE\nBo      x\n"));
    QVERIFY(records.add({{u"name"_s, u"Alice"_s}, {u"note"_s, u"y"_s}}));
    QVERIFY(out.text.endsWith("Alice   y\n"));
    QVERIFY(records.flush());
    QVERIFY(records.finish());
    QCOMPARE(out.text.count("NAME"), 1);
}

QTEST_GUILESS_MAIN(TableRecordsTest)
#include "tst_tablerecords.moc"
