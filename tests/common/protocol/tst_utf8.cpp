// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/utf8.h"

#include <QTest>

using namespace linnet;

class Utf8Test : public QObject
{
    Q_OBJECT

private slots:
    void measuresTheFirstCharacter_data();
    void measuresTheFirstCharacter();
    void acceptsExactlyTheUnicodeScalarValues();
    void judgesWholeTexts();
};

void Utf8Test::measuresTheFirstCharacter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("length");

    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("a letter and more") << QByteArray("ab") << 1;
    QTest::newRow("NUL") << QByteArray(1, '\0') << 1;
    QTest::newRow("two bytes") << QByteArray("\xC3\xA4") << 2;
    QTest::newRow("three bytes and more") << QByteArray("\xE2\x82\xAC!") << 3;
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x91\x8D") << 4;
    QTest::newRow("a continuation alone") << QByteArray("\x80") << 0;
    QTest::newRow("over-long slash in two") << QByteArray("\xC0\xAF") << 0;
    QTest::newRow("over-long in three") << QByteArray("\xE0\x9F\xBF") << 0;
    QTest::newRow("over-long in four") << QByteArray("\xF0\x8F\xBF\xBF") << 0;
    QTest::newRow("lowest surrogate") << QByteArray("\xED\xA0\x80") << 0;
    QTest::newRow("highest surrogate") << QByteArray("\xED\xBF\xBF") << 0;
    QTest::newRow("U+10FFFF") << QByteArray("\xF4\x8F\xBF\xBF") << 4;
    QTest::newRow("U+110000") << QByteArray("\xF4\x90\x80\x80") << 0;
    QTest::newRow("lead byte F5") << QByteArray("\xF5\x80\x80\x80") << 0;
    QTest::newRow("lead byte FF") << QByteArray("\xFF\xBF\xBF\xBF") << 0;
    QTest::newRow("cut off after one of two") << QByteArray("\xC3") << 0;
    QTest::newRow("cut off after two of three") << QByteArray("\xE2\x82") << 0;
    QTest::newRow("cut off after three of four") << QByteArray("\xF0\x9F\x91") << 0;
    QTest::newRow("broken third byte") << QByteArray("\xE2\x82\x28") << 0;
    QTest::newRow("broken fourth byte") << QByteArray("\xF0\x9F\x91\xC0") << 0;
}

void Utf8Test::measuresTheFirstCharacter()
{
    QFETCH(QByteArray, text);
    QFETCH(int, length);

    QCOMPARE(utf8SequenceLength(text), length);
}

void Utf8Test::acceptsExactlyTheUnicodeScalarValues()
{
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (QChar::isSurrogate(code))
            continue;
        const QByteArray text = QString::fromUcs4(&code, 1).toUtf8();
        if (utf8SequenceLength(text) != text.size())
            QFAIL(qPrintable(QString::number(code, 16)));
    }
}

void Utf8Test::judgesWholeTexts()
{
    QVERIFY(isValidUtf8({}));
    QVERIFY(isValidUtf8("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x91\x8D"));
    QVERIFY(!isValidUtf8("a\xC3\xA4\xE2\x82"));
    QVERIFY(!isValidUtf8("\xF0\x9F\x91\x8D\xFF"));
}

QTEST_GUILESS_MAIN(Utf8Test)
#include "tst_utf8.moc"
