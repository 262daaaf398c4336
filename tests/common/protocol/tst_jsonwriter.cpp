// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsontext.h"
#include "common/protocol/jsonwriter.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class JsonWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryKindOfValue();
    void writesTextSoThatItIsReadAsItWas_data();
    void writesTextSoThatItIsReadAsItWas();
    void writesHalfACharacterAsNone();
    void writesWhatHasNoFields();
    void writesArrays();
    void writesAnyValue_data();
    void writesAnyValue();
};

void JsonWriterTest::writesEveryKindOfValue()
{
    const JsonText inner = JsonWriter().add("a"_L1, 1).finish();
    const auto text = JsonWriter()
                          .add("text"_L1, u"Zoë"_s)
                          .add("word"_L1, "sent"_L1)
                          .add("least"_L1, std::numeric_limits<qint64>::min())
                          .add("yes"_L1, true)
                          .add("no"_L1, false)
                          .add("nothing"_L1, nullptr)
                          .add("time"_L1, Timestamp(std::chrono::milliseconds(5)))
                          .add("id"_L1, MessageId(9007199254740993))
                          .add("none"_L1, std::optional<MessageId>())
                          .add("some"_L1, std::optional(UserId(7)))
                          .add("text already"_L1, inner)
                          .add("value"_L1, QJsonValue(QJsonArray{1, u"x"_s}))
                          .finish();
    QCOMPARE(text.utf8,
             QByteArray(R"({"text":"Zoë","word":"sent","least":-9223372036854775808,"yes":true,)"
                        R"("no":false,"nothing":null,"time":"1970-01-01T00:00:00.005Z",)"
                        R"("id":"9007199254740993","none":null,"some":"7",)"
                        R"("text already":{"a":1},"value":[1,"x"]})"));
}

void JsonWriterTest::writesTextSoThatItIsReadAsItWas_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("empty") << QString();
    QTest::newRow("plain") << u"The quick brown fox"_s;
    QTest::newRow("quoted") << u"\"\\\"/\\\\"_s;
    QTest::newRow("foreign") << u"Zoë 👋 日本語"_s;
    QTest::newRow("foreign beside what is escaped") << u"ë\"👋\n👋\\ë"_s;
    QTest::newRow("delete") << u"\u007f\u0080"_s;
    QTest::newRow("line separators") << u"\u2028\u2029"_s;
    QString all;
    for (char16_t c = 0; c < 0x300; ++c)
        all += c;
    QTest::newRow("the first 768") << all;
}

void JsonWriterTest::writesTextSoThatItIsReadAsItWas()
{
    QFETCH(QString, text);
    const auto read = parseJson(JsonWriter().add("text"_L1, text).finish().utf8);
    QVERIFY(read);
    QCOMPARE(read->toObject()["text"_L1].toString(), text);
}

void JsonWriterTest::writesHalfACharacterAsNone()
{
    const QString half(QChar(0xd83d));
    const auto text = JsonWriter().add("text"_L1, half + u"x"_s).finish();
    QVERIFY(parseJson(text.utf8));
}

void JsonWriterTest::writesWhatHasNoFields()
{
    QCOMPARE(JsonWriter().finish().utf8, "{}");
}

void JsonWriterTest::writesArrays()
{
    const auto shape = [](int value) { return JsonWriter().add("n"_L1, value).finish(); };
    QCOMPARE(toJsonArray(std::vector<int>(), shape).utf8, "[]");
    QCOMPARE(toJsonArray(std::vector{1, 2}, shape).utf8, R"([{"n":1},{"n":2}])");
}

void JsonWriterTest::writesAnyValue_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << QByteArray(R"({"a":1})");
    QTest::newRow("array") << QJsonValue(QJsonArray{1, u"b"_s}) << QByteArray(R"([1,"b"])");
    QTest::newRow("string") << QJsonValue(u"a\"]"_s) << QByteArray(R"("a\"]")");
    QTest::newRow("number") << QJsonValue(1.5) << QByteArray("1.5");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << QByteArray("null");
    QTest::newRow("false") << QJsonValue(false) << QByteArray("false");
}

void JsonWriterTest::writesAnyValue()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, text);
    QCOMPARE(toJsonText(value).utf8, text);
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_jsonwriter.moc"
