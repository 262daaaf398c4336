// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsongrammar.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

//! What is JSON and what is not: tst_jsontext. Here: where it stops being so.
class JsonGrammarTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheMistake_data();
    void findsTheMistake();
    void findsHalfCharacters_data();
    void findsHalfCharacters();
};

void JsonGrammarTest::findsTheMistake_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("at");

    QTest::newRow("none") << R"({"a":[1,"b"]})"_ba << qsizetype(-1);
    QTest::newRow("nothing there") << ""_ba << qsizetype(0);
    QTest::newRow("at the end") << "[1,2"_ba << qsizetype(4);
    QTest::newRow("in a string") << "[\"ab\n\"]"_ba << qsizetype(4);
    QTest::newRow("in UTF-8") << "[\"ab\xFF\"]"_ba << qsizetype(4);
    QTest::newRow("after the value") << "[] x"_ba << qsizetype(3);
    QTest::newRow("too deep") << "[[[[]]]]"_ba << qsizetype(3);
}

void JsonGrammarTest::findsTheMistake()
{
    QFETCH(QByteArray, text);
    QTEST(findJsonMistake(text, 3), "at");
}

void JsonGrammarTest::findsHalfCharacters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("at");

    QTest::newRow("none") << R"(["\u0041","\ud83d\udc4d"])"_ba << qsizetype(-1);
    QTest::newRow("an escaped backslash") << R"("\\ud83d")"_ba << qsizetype(-1);
    QTest::newRow("first half") << R"(["a\ud83d"])"_ba << qsizetype(3);
    QTest::newRow("second half") << R"("\udc4d")"_ba << qsizetype(1);
    QTest::newRow("after a whole one") << R"("\ud83d\udc4d\ud83d")"_ba << qsizetype(13);
}

void JsonGrammarTest::findsHalfCharacters()
{
    QFETCH(QByteArray, text);
    QTEST(findLoneSurrogate(text), "at");
}

QTEST_GUILESS_MAIN(JsonGrammarTest)
#include "tst_jsongrammar.moc"
