// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/contentdisposition.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ContentDispositionTest : public QObject
{
    Q_OBJECT

private slots:
    void namesTheFile_data();
    void namesTheFile();
    void saysWhetherToShowIt();
    void shortensLongNames();
};

void ContentDispositionTest::namesTheFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("value");

    const auto add = [](const char *row, const QString &name, const char *value) {
        QTest::newRow(row) << name << QByteArray(value);
    };
    add("plain", u"report.pdf"_s, R"(attachment; filename="report.pdf")");
    add("spaces", u"my report.pdf"_s, R"(attachment; filename="my report.pdf")");
    add("no name", {}, "attachment");
    add("only blanks", u"  "_s, "attachment");
    add("umlaut", u"Übung.txt"_s,
        R"(attachment; filename="_bung.txt"; filename*=UTF-8''%C3%9Cbung.txt)");
    add("emoji", u"👍"_s, R"(attachment; filename="__"; filename*=UTF-8''%F0%9F%91%8D)");
    add("quote", u"a\"b"_s, R"(attachment; filename="a_b"; filename*=UTF-8''a%22b)");
    add("percent", u"a%41"_s, R"(attachment; filename="a_41"; filename*=UTF-8''a%2541)");
    add("apostrophe", u"a'b ü"_s,
        R"(attachment; filename="a'b _"; filename*=UTF-8''a%27b%20%C3%BC)");
    add("path", u"../../etc/passwd"_s, R"(attachment; filename=".._.._etc_passwd")");
    add("windows path", u"C:\\a.txt"_s, R"(attachment; filename="C:_a.txt")");
    add("line end", u"a\r\nSet-Cookie: b"_s, R"(attachment; filename="a__Set-Cookie: b")");
    add("bidi override", u"a\u202efdp.exe"_s, R"(attachment; filename="a_fdp.exe")");
    add("NUL", u"a\0b"_s, R"(attachment; filename="a_b")");
}

void ContentDispositionTest::namesTheFile()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    QCOMPARE(contentDisposition(Disposition::Attachment, name), value);
}

void ContentDispositionTest::saysWhetherToShowIt()
{
    QCOMPARE(contentDisposition(Disposition::Inline, u"a.png"_s),
             QByteArray(R"(inline; filename="a.png")"));
}

void ContentDispositionTest::shortensLongNames()
{
    const QByteArray value =
        contentDisposition(Disposition::Inline, QString(199, u'x') + u"👍.png"_s);
    QCOMPARE(value, "inline; filename=\"" + QByteArray(199, 'x') + '"');
}

QTEST_GUILESS_MAIN(ContentDispositionTest)
#include "tst_contentdisposition.moc"
