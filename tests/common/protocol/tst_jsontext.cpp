// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsontext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

class JsonTextTest : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesEveryPrefixOfADocument();
    void boundsTheDepth();
    void survivesAHundredThousandBrackets();
    void namesTheOffsetOfTheMistake();
    void parsesToAValue_data();
    void parsesToAValue();
    void refusesToParseHalfCharacters_data();
    void refusesToParseHalfCharacters();
    void refusesToParseNumbersNoDoubleHolds();
    void splitsArraysAsWritten_data();
    void splitsArraysAsWritten();
    void cutsTheFirstElementOff_data();
    void cutsTheFirstElementOff();
    void splitsObjectsAsWritten();
    void doesNotSplitOtherValues_data();
    void doesNotSplitOtherValues();
    void quotesAndUnquotes_data();
    void quotesAndUnquotes();
    void unquotesEscapes();
    void unquotesStringsOnly();
};

void JsonTextTest::accepts_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("null") << "null"_ba;
    QTest::newRow("true") << "true"_ba;
    QTest::newRow("false with space around") << " \t\r\nfalse\n"_ba;
    QTest::newRow("empty array") << "[]"_ba;
    QTest::newRow("empty array with space") << "[ \n]"_ba;
    QTest::newRow("empty object") << "{}"_ba;
    QTest::newRow("empty containers in containers") << R"([[],{},{"a":[]},{"b":{}}])"_ba;
    QTest::newRow("empty key") << R"({"":0})"_ba;
    QTest::newRow("repeated key") << R"({"a":1,"a":2})"_ba;
    QTest::newRow("zero") << "0"_ba;
    QTest::newRow("minus zero") << "-0"_ba;
    QTest::newRow("fraction") << "123.456"_ba;
    QTest::newRow("exponents") << "[1e1,1E1,1e+1,1E-1,0e0,-0.0e-00]"_ba;
    QTest::newRow("more digits than any type has") << QByteArray(400, '9');
    QTest::newRow("exponent beyond double") << "1e9999"_ba;
    QTest::newRow("all short escapes") << R"("\"\\\/\b\f\n\r\t")"_ba;
    QTest::newRow("escaped NUL") << R"("\u0000")"_ba;
    QTest::newRow("hex digits of both cases") << R"("\uaBcD")"_ba;
    QTest::newRow("escaped pair") << R"("\uD83D\uDC4D")"_ba;
    QTest::newRow("lone surrogate escape is grammatical") << R"("\uD800")"_ba;
    QTest::newRow("delete is not a control here") << "\"\x7F\""_ba;
    QTest::newRow("UTF-8 of every length") << "\"a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x91\x8D\""_ba;
    QTest::newRow("noncharacter") << "\"\xEF\xBF\xBF\""_ba;
    QTest::newRow("U+10FFFF") << "\"\xF4\x8F\xBF\xBF\""_ba;
    QTest::newRow("BOM inside a string") << "\"\xEF\xBB\xBF\""_ba;
    QTest::newRow("line separator") << "\"\xE2\x80\xA8\""_ba;
    QTest::newRow("space everywhere") << R"( { "a" : [ 1 , 2 ] , "b" : null } )"_ba;
}

void JsonTextTest::accepts()
{
    QFETCH(QByteArray, text);

    QVERIFY(checkJson(text));
}

void JsonTextTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("space only") << " "_ba;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF{}"_ba;
    QTest::newRow("two values") << "1 2"_ba;
    QTest::newRow("garbage behind") << "{}x"_ba;
    QTest::newRow("NUL behind") << QByteArray("1\0", 2);
    QTest::newRow("NUL alone") << QByteArray(1, '\0');
    QTest::newRow("comment") << "/**/1"_ba;
    QTest::newRow("form feed is no space") << "[\f]"_ba;
    QTest::newRow("no-break space is no space") << "[\xC2\xA0]"_ba;
    QTest::newRow("capital literal") << "True"_ba;
    QTest::newRow("cut literal") << "nul"_ba;
    QTest::newRow("long literal") << "nulll"_ba;
    QTest::newRow("NaN") << "NaN"_ba;
    QTest::newRow("Infinity") << "-Infinity"_ba;
    QTest::newRow("trailing comma in an array") << "[1,]"_ba;
    QTest::newRow("leading comma") << "[,1]"_ba;
    QTest::newRow("two commas") << "[1,,2]"_ba;
    QTest::newRow("comma only") << "[,]"_ba;
    QTest::newRow("colon in an array") << R"(["a":1])"_ba;
    QTest::newRow("missing comma") << "[1 true]"_ba;
    QTest::newRow("open array") << "[1"_ba;
    QTest::newRow("close without open") << "]"_ba;
    QTest::newRow("wrong bracket") << "[1}"_ba;
    QTest::newRow("crossed brackets") << R"({"a":[1}])"_ba;
    QTest::newRow("trailing comma in an object") << R"({"a":1,})"_ba;
    QTest::newRow("comma for a colon") << R"({"a",1})"_ba;
    QTest::newRow("two colons") << R"({"a"::1})"_ba;
    QTest::newRow("no value") << R"({"a":})"_ba;
    QTest::newRow("no colon") << R"({"a"})"_ba;
    QTest::newRow("number as key") << "{1:1}"_ba;
    QTest::newRow("bare key") << "{a:1}"_ba;
    QTest::newRow("single quotes") << "['a']"_ba;
    QTest::newRow("leading zero") << "01"_ba;
    QTest::newRow("leading zero after minus") << "-01"_ba;
    QTest::newRow("plus") << "+1"_ba;
    QTest::newRow("minus alone") << "-"_ba;
    QTest::newRow("two minus") << "--1"_ba;
    QTest::newRow("point first") << ".5"_ba;
    QTest::newRow("point last") << "5."_ba;
    QTest::newRow("point then exponent") << "5.e1"_ba;
    QTest::newRow("exponent without digits") << "1e"_ba;
    QTest::newRow("exponent with sign only") << "1e+"_ba;
    QTest::newRow("exponent with two signs") << "1e+-1"_ba;
    QTest::newRow("hexadecimal") << "0x1"_ba;
    QTest::newRow("full-width digit") << "\xEF\xBC\x91"_ba;
    QTest::newRow("open string") << "\"a"_ba;
    QTest::newRow("quote alone") << "\""_ba;
    QTest::newRow("string that ends in a backslash") << "\"\\"_ba;
    QTest::newRow("escaped end") << R"("\")"_ba;
    QTest::newRow("unknown escape") << R"("\a")"_ba;
    QTest::newRow("escaped single quote") << R"("\'")"_ba;
    QTest::newRow("capital U escape") << R"("\U0041")"_ba;
    QTest::newRow("NUL escape") << QByteArray("\"\\\0\"", 4);
    QTest::newRow("three hex digits") << R"("\u004")"_ba;
    QTest::newRow("not a hex digit") << R"("\u00g0")"_ba;
    QTest::newRow("newline in a string") << "\"a\nb\""_ba;
    QTest::newRow("tab in a string") << "\"\t\""_ba;
    QTest::newRow("NUL in a string") << QByteArray("\"\0\"", 3);
    QTest::newRow("last control in a string") << "\"\x1F\""_ba;
    QTest::newRow("over-long UTF-8") << "\"\xC0\xAF\""_ba;
    QTest::newRow("surrogate in UTF-8") << "\"\xED\xA0\x80\""_ba;
    QTest::newRow("above U+10FFFF") << "\"\xF4\x90\x80\x80\""_ba;
    QTest::newRow("lone continuation") << "\"\x80\""_ba;
    QTest::newRow("UTF-8 cut by the quote") << "\"\xE2\x82\""_ba;
    QTest::newRow("UTF-8 cut by the end") << "\"\xF0\x9F"_ba;
    QTest::newRow("bad UTF-8 in a key") << "{\"\xFF\":1}"_ba;
    QTest::newRow("UTF-16") << QByteArray("[\0\"\0\xE9\0\"\0]\0", 10);
}

void JsonTextTest::refuses()
{
    QFETCH(QByteArray, text);

    const auto checked = checkJson(text);

    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(checked.error().code, "invalid_json"_L1);
    QVERIFY(!parseJson(text));
}

void JsonTextTest::refusesEveryPrefixOfADocument()
{
    const QByteArray text = "{\"k\\u0041\":[-1.5e+3,\"\xF0\x9F\x91\x8D\",{\"a\":null},[],true]}";
    QVERIFY(checkJson(text));

    for (qsizetype length = 0; length < text.size(); ++length)
        QVERIFY2(!checkJson(QByteArrayView(text).first(length)), text.left(length).constData());
}

void JsonTextTest::boundsTheDepth()
{
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };

    QVERIFY(checkJson(nested(MaxJsonDepth)));
    QVERIFY(!checkJson(nested(MaxJsonDepth + 1)));
    QVERIFY(checkJson(nested(500), 500));
    QVERIFY(!checkJson(R"({"a":{"b":1}})", 1));
    QVERIFY(checkJson("[[1],[2],[3]]", 2));
    QVERIFY(checkJson("1", 0));
}

void JsonTextTest::survivesAHundredThousandBrackets()
{
    constexpr int Many = 100'000;
    const QByteArray deep = QByteArray(Many, '[') + QByteArray(Many, ']');

    QVERIFY(!checkJson(deep));
    QVERIFY(checkJson(deep, Many));
    QVERIFY(splitJsonArray(deep));
    QVERIFY(!checkJson(QByteArray("[{\"\":").repeated(Many)));
}

void JsonTextTest::namesTheOffsetOfTheMistake()
{
    const auto checked = checkJson("[1,2,x]");

    QVERIFY(!checked);
    QVERIFY(checked.error().message.contains("byte 5"_L1));
}

void JsonTextTest::parsesToAValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QJsonValue>("value");

    QTest::newRow("null") << "null"_ba << QJsonValue(QJsonValue::Null);
    QTest::newRow("bare string") << R"("\u00e4\n")"_ba << QJsonValue(u"ä\n"_s);
    QTest::newRow("bare number") << " -2.5 "_ba << QJsonValue(-2.5);
    QTest::newRow("pair of escapes") << R"("\uD83D\uDC4D")"_ba << QJsonValue(u"👍"_s);
    QTest::newRow("noncharacter") << "\"\xEF\xBF\xBF\""_ba << QJsonValue(QString(QChar(0xFFFF)));
    QTest::newRow("object") << R"({"a":[1,{}]})"_ba
                            << QJsonValue(QJsonObject{
                                   {u"a"_s, QJsonArray{1, QJsonObject()}},
                               });
    QTest::newRow("escaped backslash before u") << R"("\\uD800")"_ba << QJsonValue(u"\\uD800"_s);
}

void JsonTextTest::parsesToAValue()
{
    QFETCH(QByteArray, text);
    QFETCH(QJsonValue, value);

    const auto parsed = parseJson(text);

    QVERIFY(parsed);
    QCOMPARE(*parsed, value);
}

void JsonTextTest::refusesToParseHalfCharacters_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("high alone") << R"("\uD83D")"_ba;
    QTest::newRow("low alone") << R"("\uDC4D")"_ba;
    QTest::newRow("high before a letter") << R"("\uD83Dx")"_ba;
    QTest::newRow("high before another escape") << R"("\uD83D\n")"_ba;
    QTest::newRow("high twice") << R"("\uD83D\uD83D\uDC4D")"_ba;
    QTest::newRow("low before high") << R"("\uDC4D\uD83D")"_ba;
    QTest::newRow("in a key") << R"({"\udfff":1})"_ba;
}

void JsonTextTest::refusesToParseHalfCharacters()
{
    QFETCH(QByteArray, text);

    QVERIFY(checkJson(text));
    QVERIFY(!parseJson(text));
}

void JsonTextTest::refusesToParseNumbersNoDoubleHolds()
{
    QVERIFY(!parseJson("[1e9999]"));
}

void JsonTextTest::splitsArraysAsWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("parts");

    QTest::newRow("empty") << "[ ]"_ba << QList<QByteArray>();
    QTest::newRow("one") << " [ 1 ] "_ba << QList<QByteArray>{"1"};
    QTest::newRow("numbers keep their digits")
        << "[1.0,1e2,12345678901234567890]"_ba
        << QList<QByteArray>{"1.0", "1e2", "12345678901234567890"};
    QTest::newRow("keys keep their order")
        << R"(["e",{"b":1, "a":[2,3]}])"_ba << QList<QByteArray>{R"("e")", R"({"b":1, "a":[2,3]})"};
    QTest::newRow("brackets and commas in strings")
        << R"(["],[",["\"]",{"}":"{"}]])"_ba
        << QList<QByteArray>{R"("],[")", R"(["\"]",{"}":"{"}])"};
    QTest::newRow("empty containers")
        << "[[],{}, \"\"]"_ba << QList<QByteArray>{"[]", "{}", R"("")"};
}

void JsonTextTest::splitsArraysAsWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, parts);
    QVERIFY(checkJson(text));

    const auto split = splitJsonArray(text);

    QVERIFY(split);
    QCOMPARE(split->size(), size_t(parts.size()));
    for (qsizetype i = 0; i < parts.size(); ++i)
        QCOMPARE((*split)[i].toByteArray(), parts[i]);
}

void JsonTextTest::cutsTheFirstElementOff_data()
{
    splitsArraysAsWritten_data();
}

void JsonTextTest::cutsTheFirstElementOff()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, parts);

    const auto head = headOfJsonArray(text);

    QCOMPARE(head.has_value(), !parts.isEmpty());
    if (!head)
        return;
    QCOMPARE(head->first.toByteArray(), parts.takeFirst());
    const QByteArray rest = '[' + head->rest.toByteArray() + ']';
    QVERIFY(checkJson(rest));
    QCOMPARE(splitJsonArray(rest)->size(), size_t(parts.size()));
}

void JsonTextTest::splitsObjectsAsWritten()
{
    const QByteArray text = R"( {"b" : {"x":[1,2]} ,"a":"}:,", "b":1.50, "\u0061":null} )";
    QVERIFY(checkJson(text));

    const auto members = splitJsonObject(text);

    QVERIFY(members);
    const QList<QPair<QByteArray, QByteArray>> expected{
        {"b", R"({"x":[1,2]})"}, {"a", R"("}:,")"}, {"b", "1.50"}, {R"(\u0061)", "null"}};
    QCOMPARE(members->size(), size_t(expected.size()));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE((*members)[i].key.toByteArray(), expected[i].first);
        QCOMPARE((*members)[i].value.toByteArray(), expected[i].second);
    }
    QVERIFY(splitJsonObject("{ }")->empty());
}

void JsonTextTest::doesNotSplitOtherValues_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("string") << R"("[]{}")"_ba;
    QTest::newRow("number") << "1"_ba;
    QTest::newRow("null") << "null"_ba;
}

void JsonTextTest::doesNotSplitOtherValues()
{
    QFETCH(QByteArray, text);

    QVERIFY(!splitJsonArray(text));
    QVERIFY(!splitJsonObject(text));
    QVERIFY(!headOfJsonArray(text));
    QVERIFY(!splitJsonArray("{}"));
    QVERIFY(!headOfJsonArray("{}"));
    QVERIFY(!splitJsonObject("[]"));
}

void JsonTextTest::quotesAndUnquotes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("nothing") << ""_ba
                             << R"("")"_ba;
    QTest::newRow("a word") << "word"_ba
                            << R"("word")"_ba;
    QTest::newRow("quote and backslash") << R"(a"b\c)"_ba
                                         << R"("a\"b\\c")"_ba;
    QTest::newRow("controls") << QByteArray("\0\n\x1f", 3) << R"("\u0000\u000a\u001f")"_ba;
    QTest::newRow("beyond ASCII") << "\xF0\x9F\x91\x8D"_ba
                                  << "\"\xF0\x9F\x91\x8D\""_ba;
}

void JsonTextTest::quotesAndUnquotes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);

    QCOMPARE(quoteJson(text), json);
    QVERIFY(checkJson(json));
    QCOMPARE(unquoteJson(json), text);
    QVERIFY(!unquoteJson(json).isNull());
}

void JsonTextTest::unquotesEscapes()
{
    QCOMPARE(unquoteJson(R"("\/\u0041\ud83d\udc4d")"), "/A\xF0\x9F\x91\x8D"_ba);
}

void JsonTextTest::unquotesStringsOnly()
{
    for (const QByteArray json : {"1", "null", "[]", R"("\ud800")"})
        QVERIFY2(unquoteJson(json).isNull(), json.constData());
}

QTEST_GUILESS_MAIN(JsonTextTest)
#include "tst_jsontext.moc"
