// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/validator.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Type = Field::Type;
using Need = Field::Need;

const Schema schema{
    {"name"_L1, Type::String, Need::Optional, 2, 5},
    {"limit"_L1, Type::Integer, Need::Optional, 1, 100},
    {"size"_L1, Type::Integer, Need::Optional},
    {"bytes"_L1, Type::Integer, Need::Optional, 0, MostInteger},
    {"rate"_L1, Type::Number, Need::Optional},
    {"loud"_L1, Type::Boolean, Need::Optional},
    {"meta"_L1, Type::Object, Need::Optional},
    {"list"_L1, Type::Array, Need::Optional, 1, 3},
    {"tags"_L1, Type::StringArray, Need::Optional},
    {"any"_L1, Type::Any, Need::Optional},
};

} // namespace

class ValidatorTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void takesWhatIsRight_data();
    void takesWhatIsRight();
    void namesWhatIsMissing_data();
    void namesWhatIsMissing();
    void dropsWhatTheSchemaDoesNotName();
    void treatsNullAsMissing();
    void convertsTextByType();
};

void ValidatorTest::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("sentence");

    const QString half(QChar(0xd83d));
    const auto add = [](const char *row, const QString &field, const QJsonValue &value,
                        const QString &sentence) {
        QTest::newRow(row) << field << value << sentence;
    };
    add("number for a string", u"name"_s, 7, u"name must be a string"_s);
    add("short", u"name"_s, u"a"_s, u"name must have at least 2 characters"_s);
    add("long", u"name"_s, u"abcdef"_s, u"name must have at most 5 characters"_s);
    add("NUL", u"name"_s, u"a"_s + QChar(u'\0'), u"name must be valid text"_s);
    add("lone high surrogate", u"name"_s, u"ab"_s + half, u"name must be valid text"_s);
    add("lone low surrogate", u"name"_s, u"a"_s + QChar(0xde00) + u"b"_s,
        u"name must be valid text"_s);
    add("below", u"limit"_s, 0, u"limit must be an integer from 1 to 100"_s);
    add("above", u"limit"_s, 101, u"limit must be an integer from 1 to 100"_s);
    add("fraction", u"limit"_s, 1.5, u"limit must be an integer from 1 to 100"_s);
    add("text for an integer", u"limit"_s, u"5"_s, u"limit must be an integer from 1 to 100"_s);
    add("open range", u"size"_s, -1, u"size must be an integer of at least 0"_s);
    add("huge", u"size"_s, 1e300, u"size must be an integer of at most 2147483647"_s);
    add("huge and broken", u"size"_s, 2147483648.5, u"size must be an integer of at least 0"_s);
    add("less than nothing", u"bytes"_s, -1, u"bytes must be an integer of at least 0"_s);
    add("more than JSON can say", u"bytes"_s, qint64(1) << 53,
        u"bytes must be an integer of at most 9007199254740991"_s);
    add("number", u"rate"_s, u"fast"_s, u"rate must be a number"_s);
    add("boolean", u"loud"_s, 1, u"loud must be true or false"_s);
    add("object", u"meta"_s, QJsonArray(), u"meta must be an object"_s);
    add("NUL deep down", u"meta"_s,
        QJsonObject{{u"a"_s, QJsonArray{QJsonObject{{u"b"_s, QString(QChar(u'\0'))}}}}},
        u"meta must be valid text"_s);
    add("half a pair in a key", u"any"_s, QJsonObject{{half, 1}}, u"any must be valid text"_s);
    add("array", u"list"_s, QJsonObject(), u"list must be an array"_s);
    add("few", u"list"_s, QJsonArray(), u"list must have at least 1 elements"_s);
    add("many", u"list"_s, QJsonArray{1, 2, 3, 4}, u"list must have at most 3 elements"_s);
    add("not all strings", u"tags"_s, QJsonArray{u"a"_s, 1}, u"tags must be an array of strings"_s);
}

void ValidatorTest::namesWhatIsWrong()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QFETCH(QString, sentence);

    const auto clean = validate(schema, {{field, value}});

    QVERIFY(!clean);
    QCOMPARE(clean.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(clean.error().message, sentence);
}

void ValidatorTest::takesWhatIsRight_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");

    QTest::newRow("code points are counted, not units") << u"name"_s << QJsonValue(u"👍👍👍👍👍"_s);
    QTest::newRow("least") << u"limit"_s << QJsonValue(1);
    QTest::newRow("most") << u"limit"_s << QJsonValue(100);
    QTest::newRow("the largest integer") << u"bytes"_s << QJsonValue(MostInteger);
    QTest::newRow("whole number with a point") << u"limit"_s << QJsonValue(5.0);
    QTest::newRow("negative number") << u"rate"_s << QJsonValue(-0.5);
    QTest::newRow("false") << u"loud"_s << QJsonValue(false);
    QTest::newRow("object") << u"meta"_s << QJsonValue(QJsonObject{{u"a"_s, 1}});
    QTest::newRow("array of anything") << u"list"_s << QJsonValue(QJsonArray{1, u"b"_s});
    QTest::newRow("empty array of strings") << u"tags"_s << QJsonValue(QJsonArray());
    QTest::newRow("anything") << u"any"_s << QJsonValue(u""_s);
}

void ValidatorTest::takesWhatIsRight()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);

    const auto clean = validate(schema, {{field, value}});

    QVERIFY2(clean, clean ? "" : qPrintable(clean.error().message));
    QCOMPARE(*clean, (QJsonObject{{field, value}}));
}

void ValidatorTest::namesWhatIsMissing_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("string") << int(Type::String) << QJsonObject() << u"it is required"_s;
    QTest::newRow("empty string") << int(Type::String) << QJsonObject{{u"it"_s, u""_s}}
                                  << u"it is required"_s;
    QTest::newRow("null") << int(Type::Integer) << QJsonObject{{u"it"_s, QJsonValue::Null}}
                          << u"it is required"_s;
    QTest::newRow("array") << int(Type::Array) << QJsonObject() << u"it must be an array"_s;
    QTest::newRow("strings") << int(Type::StringArray) << QJsonObject() << u"it must be an array"_s;
}

void ValidatorTest::namesWhatIsMissing()
{
    QFETCH(int, type);
    QFETCH(QJsonObject, params);
    QFETCH(QString, sentence);

    const auto clean = validate({{"it"_L1, Type(type)}}, params);

    QVERIFY(!clean);
    QCOMPARE(clean.error().message, sentence);
}

void ValidatorTest::dropsWhatTheSchemaDoesNotName()
{
    const auto clean = validate(schema, {{u"name"_s, u"bob"_s}, {u"role"_s, u"admin"_s}});
    QVERIFY(clean);
    QCOMPARE(*clean, (QJsonObject{{u"name"_s, u"bob"_s}}));
}

void ValidatorTest::treatsNullAsMissing()
{
    const auto clean = validate(schema, {{u"name"_s, QJsonValue::Null}});
    QVERIFY(clean);
    QVERIFY(clean->isEmpty());
}

void ValidatorTest::convertsTextByType()
{
    const QMultiHash<QString, QString> texts{
        {u"name"_s, u"12"_s},   {u"limit"_s, u"12"_s}, {u"size"_s, u"12x"_s}, {u"rate"_s, u"1e2"_s},
        {u"loud"_s, u"true"_s}, {u"tags"_s, u"b"_s},   {u"tags"_s, u"a"_s},   {u"role"_s, u"x"_s},
    };
    QJsonObject params = fromText(schema, texts);
    const QJsonArray tags = params.take(u"tags"_s).toArray();
    QCOMPARE(tags.size(), 2);
    QVERIFY(tags.contains(u"a"_s) && tags.contains(u"b"_s));
    QCOMPARE(params,
             (QJsonObject{{u"name"_s, u"12"_s},
                          {u"limit"_s, 12},
                          {u"size"_s, u"12x"_s},
                          {u"rate"_s, 100},
                          {u"loud"_s, true}}));
}

QTEST_GUILESS_MAIN(ValidatorTest)
#include "tst_validator.moc"
