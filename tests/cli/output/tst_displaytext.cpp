// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/displaytext.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class DisplayTextTest : public QObject
{
    Q_OBJECT

private slots:
    void measures_data();
    void measures();
    void takesOutWhatSteers_data();
    void takesOutWhatSteers();
    void elides_data();
    void elides();
    void keepsDirectionsApart();
};

void DisplayTextTest::measures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");

    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("Latin") << u"Alice"_s << 5;
    QTest::newRow("composed") << u"\u00e9"_s << 1;
    QTest::newRow("combining mark") << u"e\u0301"_s << 1;
    QTest::newRow("many marks") << u"e\u0301\u0323\u0304"_s << 1;
    QTest::newRow("Chinese") << u"\u674e\u96f7"_s << 4;
    QTest::newRow("Hangul") << u"\ud55c\uae00"_s << 4;
    QTest::newRow("conjoining Hangul") << u"\u1112\u1161\u11ab"_s << 2;
    QTest::newRow("halfwidth Katakana") << u"\uff71\uff72"_s << 2;
    QTest::newRow("fullwidth Latin") << u"\uff21"_s << 2;
    QTest::newRow("Hebrew") << u"\u05d0\u05d1\u05d2"_s << 3;
    QTest::newRow("Arabic with marks") << u"\u0645\u064f\u062d"_s << 2;
    QTest::newRow("emoji") << u"\U0001f600"_s << 2;
    QTest::newRow("family") << u"\U0001f468\u200d\U0001f469\u200d\U0001f467"_s << 2;
    QTest::newRow("skin tone") << u"\U0001f44d\U0001f3fd"_s << 2;
    QTest::newRow("flag") << u"\U0001f1e9\U0001f1ea"_s << 2;
    QTest::newRow("heart as emoji") << u"\u2764\ufe0f"_s << 2;
    QTest::newRow("heart as text") << u"\u2764"_s << 1;
    QTest::newRow("zero width space") << u"a\u200bb"_s << 2;
}

void DisplayTextTest::measures()
{
    QFETCH(QString, text);
    QTEST(displayWidth(text), "width");
}

void DisplayTextTest::takesOutWhatSteers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    QTest::newRow("plain") << u"Bob \u674e"_s << u"Bob \u674e"_s;
    QTest::newRow("colour") << u"\x1b[31mred\x1b[0m"_s << u"red"_s;
    QTest::newRow("cursor") << u"a\x1b[2J\x1b[1;1Hb"_s << u"ab"_s;
    QTest::newRow("window title") << u"\x1b]0;owned\x07x"_s << u"x"_s;
    QTest::newRow("window title, other end") << u"\x1b]0;owned\x1b\\x"_s << u"x"_s;
    QTest::newRow("link") << u"\x1b]8;;http://a\x1b\\text\x1b]8;;\x1b\\"_s << u"text"_s;
    QTest::newRow("escape at the end") << u"a\x1b"_s << u"a"_s;
    QTest::newRow("CSI of one byte") << u"a\u009b31mb"_s << u"ab"_s;
    QTest::newRow("lines") << u"a\nb\r\nc\td"_s << u"a b c d"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a b"_s;
    QTest::newRow("bell and delete") << u"a\x07\x7f"_s + u'b' << u"ab"_s;
    QTest::newRow("override") << u"a\u202ecod.exe"_s << u"acod.exe"_s;
    QTest::newRow("isolates") << u"\u2067a\u2069"_s << u"a"_s;
    QTest::newRow("half a character") << QString(QChar(0xd800)) << u"\ufffd"_s;
    QTest::newRow("joiners stay") << u"\u0915\u094d\u200d\u0937"_s << u"\u0915\u094d\u200d\u0937"_s;
}

void DisplayTextTest::takesOutWhatSteers()
{
    QFETCH(QString, text);
    QTEST(printable(text), "shown");
}

void DisplayTextTest::elides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("shown");

    QTest::newRow("fits") << u"abcd"_s << 4 << u"abcd"_s;
    QTest::newRow("one too many") << u"abcde"_s << 4 << u"abc\u2026"_s;
    QTest::newRow("half of a wide one") << u"\u674e\u96f7\u97d3"_s << 4 << u"\u674e\u2026"_s;
    QTest::newRow("marks stay with their letter")
        << u"e\u0301e\u0301e\u0301"_s << 2 << u"e\u0301\u2026"_s;
}

void DisplayTextTest::elides()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    const QString shown = elided(text, columns);
    QTEST(shown, "shown");
    QVERIFY(displayWidth(shown) <= columns);
}

void DisplayTextTest::keepsDirectionsApart()
{
    QCOMPARE(isolated(u"Alice"_s), u"Alice"_s);
    QCOMPARE(isolated(u"\u05d0\u05d1"_s), u"\u2068\u05d0\u05d1\u2069"_s);
    QCOMPARE(isolated(u"a \u0645"_s), u"\u2068a \u0645\u2069"_s);
    QCOMPARE(displayWidth(isolated(u"\u05d0\u05d1"_s)), 2);
}

QTEST_GUILESS_MAIN(DisplayTextTest)
#include "tst_displaytext.moc"
