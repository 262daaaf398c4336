// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/parthead.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PartHeadTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatAPartIs_data();
    void readsWhatAPartIs();
    void refuses_data();
    void refuses();
};

void PartHeadTest::readsWhatAPartIs_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file"); // Null: no file.

    const auto add = [](const QByteArray &row, const QByteArray &rest, const QString &name,
                        const QString &file = {}) {
        QTest::newRow(row.constData()) << "Content-Disposition: form-data" + rest << name << file;
    };
    add("quoted", R"(; name="a b")", u"a b"_s);
    add("a token", "; name=ab", u"ab"_s);
    add("no space", R"(;name="a";filename="b")", u"a"_s, u"b"_s);
    add("much space", "  ;\t name=\"a\"  ; filename=\"b\" ", u"a"_s, u"b"_s);
    add("the other order", R"(; filename="b"; name="a")", u"a"_s, u"b"_s);
    add("another case", R"(; NAME="a"; FileName="b")", u"a"_s, u"b"_s);
    add("UTF-8", "; name=\"a\"; filename=\"\xe6\x97\xa5.png\"", u"a"_s, u"日.png"_s);
    add("an escaped quote", R"(; name="a\"b")", u"a\"b"_s);
    add("a quote as browsers write it", R"(; name="a%22b")", u"a\"b"_s);
    add("a percent sign of its own", R"(; name="100%")", u"100%"_s);
    add("backslashes that escape nothing", R"(; name="a"; filename="C:\dir\b.png")", u"a"_s,
        u"C:\\dir\\b.png"_s);
    add("a semicolon in quotes", R"(; name="a;b"; filename="c;name=d")", u"a;b"_s, u"c;name=d"_s);
    add("a nameless file", R"(; name="a"; filename="")", u"a"_s, u""_s);
    for (const QByteArray extended : {"IMG%20(1).jpg", "icon@2x.png", "a=b.pdf", "a,b", "a;b",
                                      "(a)", "a;name=c", "a;filename=c", "a%5B1%5D?x:/y"}) {
        add("an extended name as React Native writes it " + extended,
            R"(; name="a"; filename="b"; filename*=utf-8'')" + extended, u"a"_s, u"b"_s);
    }
    add("an extended name in between", R"(; filename*=utf-8''b; name="a"; filename="b")", u"a"_s,
        u"b"_s);
    add("other lines", "; name=a\r\nContent-Type: text/plain\r\nX-Y: z", u"a"_s);
    add("a harmless encoding", "; name=a\r\nContent-Transfer-Encoding: Binary", u"a"_s);
}

void PartHeadTest::readsWhatAPartIs()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, name);
    QFETCH(QString, file);

    const auto part = parsePartHead(head);

    QVERIFY2(part, part ? "" : qPrintable(part.error().message));
    QCOMPARE(part->name, name);
    QCOMPARE(part->fileName.has_value(), !file.isNull());
    QCOMPARE(part->fileName.value_or(QString()), file);
}

void PartHeadTest::refuses_data()
{
    QTest::addColumn<QByteArray>("head");

    const QByteArray good = "Content-Disposition: form-data; name=a";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no disposition") << QByteArray("Content-Type: text/plain");
    QTest::newRow("two dispositions") << good + "\r\n" + good;
    QTest::newRow("another disposition") << QByteArray("Content-Disposition: attachment; name=a");
    QTest::newRow("no name") << QByteArray("Content-Disposition: form-data; filename=a");
    QTest::newRow("two names") << good + "; name=b";
    QTest::newRow("no value") << QByteArray("Content-Disposition: form-data; name=");
    QTest::newRow("no closing quote") << QByteArray("Content-Disposition: form-data; name=\"a");
    QTest::newRow("something after the quote")
        << QByteArray("Content-Disposition: form-data; name=\"a\"b");
    QTest::newRow("an empty parameter") << good + ";";
    QTest::newRow("space before the colon")
        << QByteArray("Content-Disposition : form-data; name=a");
    QTest::newRow("a folded line") << QByteArray("Content-Disposition: form-data;\r\n name=a");
    QTest::newRow("a bare line feed") << good + "\nX: y";
    QTest::newRow("a bare carriage return") << good + "\rX: y";
    QTest::newRow("NUL") << good + QByteArray("\r\nX: \0", 7);
    QTest::newRow("an encoding") << good + "\r\nContent-Transfer-Encoding: base64";
}

void PartHeadTest::refuses()
{
    QFETCH(QByteArray, head);
    const auto part = parsePartHead(head);
    QVERIFY(!part);
    QCOMPARE(part.error().kind, Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(PartHeadTest)
#include "tst_parthead.moc"
