// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/records.h"
#include "tests/cli/textcollector.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class RecordsTest : public QObject
{
    Q_OBJECT

private slots:
    void areWrittenInEachFormat_data();
    void areWrittenInEachFormat();
    void areValidJsonWhateverIsInThem();
    void areHarmlessInASpreadsheet_data();
    void areHarmlessInASpreadsheet();

private:
    static QByteArray written(const QList<QJsonObject> &rows, const OutputStyle &style,
                              Table::Shape shape = Table::Shape::List);
};

QByteArray RecordsTest::written(const QList<QJsonObject> &rows, const OutputStyle &style,
                                Table::Shape shape)
{
    const Table table{
        u"ThingList"_s,
        {{u"ID"_s, u"id"_s}, {u"OWNER"_s, u"owner.name"_s, Column::As::Text, Column::Show::Wide}},
        u"id"_s,
        shape};
    TextCollector out;
    const auto records = makeRecords(table, style, out);
    for (const QJsonObject &row : rows)
        if (!records->add(row))
            qFatal("Not written.");
    if (!records->finish())
        qFatal("Not written.");
    return out.text;
}

void RecordsTest::areWrittenInEachFormat_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QByteArray>("two");
    QTest::addColumn<QByteArray>("none");

    const QStringList all;
    const QStringList owner = {u"owner.name"_s};
    const QByteArray empty = R"({"apiVersion":"linnet/v1","kind":"ThingList","items":[]})"
                             "\n";
    QTest::newRow("table") << Format::Table << all << QByteArray("ID\n1\n2\n") << QByteArray();
    QTest::newRow("wide") << Format::Wide << all << QByteArray("ID  OWNER\n1   Bob\n2   -\n")
                          << QByteArray();
    QTest::newRow("table of fields")
        << Format::Table << QStringList{u"owner.name"_s, u"x"_s}
        << QByteArray("OWNER  X\nBob    -\n-      9\n") << QByteArray();
    QTest::newRow("json") << Format::Json << all
                          << QByteArray(R"({"apiVersion":"linnet/v1","kind":"ThingList","items":[
{"id":"1","owner":{"name":"Bob"}},
{"id":"2","x":9}
]}
)") << empty;
    QTest::newRow("json of fields")
        << Format::Json << owner
        << QByteArray(R"({"apiVersion":"linnet/v1","kind":"ThingList","items":[
{"owner":{"name":"Bob"}},
{}
]}
)") << empty;
    QTest::newRow("ndjson") << Format::Ndjson << all
                            << QByteArray("{\"id\":\"1\",\"owner\":{\"name\":\"Bob\"}}\n"
                                          "{\"id\":\"2\",\"x\":9}\n")
                            << QByteArray();
    QTest::newRow("csv") << Format::Csv << all << QByteArray("id,owner.name\r\n1,Bob\r\n2,\r\n")
                         << QByteArray("id,owner.name\r\n");
    QTest::newRow("name") << Format::Name << all << QByteArray("1\n2\n") << QByteArray();
}

void RecordsTest::areWrittenInEachFormat()
{
    QFETCH(Format, format);
    QFETCH(QStringList, fields);
    const QJsonObject first{{u"id"_s, u"1"_s}, {u"owner"_s, QJsonObject{{u"name"_s, u"Bob"_s}}}};
    const QJsonObject second{{u"id"_s, u"2"_s}, {u"x"_s, 9}};

    QTEST(written({first, second}, {format, fields}), "two");
    QTEST(written({}, {format, fields}), "none");
}

void RecordsTest::areValidJsonWhateverIsInThem()
{
    const QJsonObject row{{u"id"_s, u"\u009b31m\x7f \"\n\u00e9\u0080\u674e\U0001f600"_s}};

    const QByteArray text = written({row}, {Format::Json});

    QCOMPARE(QJsonDocument::fromJson(text)[u"items"_s].toArray().first().toObject(), row);
    QVERIFY(text.contains("\\u009b31m\\u007f"));
    QVERIFY(text.contains("\u00e9"));
}

void RecordsTest::areHarmlessInASpreadsheet_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("cell");

    QTest::newRow("plain") << QJsonValue(u"a b"_s) << QByteArray("a b");
    QTest::newRow("comma") << QJsonValue(u"a,b"_s) << QByteArray("\"a,b\"");
    QTest::newRow("quotes") << QJsonValue(u"a\"b"_s) << QByteArray("\"a\"\"b\"");
    QTest::newRow("lines") << QJsonValue(u"a\nb"_s) << QByteArray("\"a\nb\"");
    QTest::newRow("formula") << QJsonValue(u"=1+1"_s) << QByteArray("'=1+1");
    QTest::newRow("at") << QJsonValue(u"@SUM(A1)"_s) << QByteArray("'@SUM(A1)");
    QTest::newRow("phone number") << QJsonValue(u"+911111111111"_s) << QByteArray("'+911111111111");
    QTest::newRow("minus") << QJsonValue(u"-1+cmd"_s) << QByteArray("'-1+cmd");
    QTest::newRow("negative number") << QJsonValue(-5) << QByteArray("-5");
}

void RecordsTest::areHarmlessInASpreadsheet()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, cell);
    QCOMPARE(written({{{u"id"_s, value}}}, {Format::Csv, {u"id"_s}}), "id\r\n" + cell + "\r\n");
}

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
