// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/jsonschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class JsonSchemaTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatAFieldMayBe_data();
    void saysWhatAFieldMayBe();
    void describesAField();
    void listsTheFieldsOfARequest();
    void takesTheShapeOfASample();
    void saysNothingOfWhatASampleLacks();
};

void JsonSchemaTest::saysWhatAFieldMayBe_data()
{
    using Type = Field::Type;
    using Need = Field::Need;
    QTest::addColumn<Field>("field");
    QTest::addColumn<QJsonObject>("schema");
    QTest::newRow("any text") << Field{"a"_L1} << parsed(R"({"type":"string"})");
    QTest::newRow("text") << Field{"a"_L1, Type::String, Need::Required, 2, 8}
                          << parsed(R"({"type":"string","minLength":2,"maxLength":8})");
    QTest::newRow("integer") << Field{"a"_L1, Type::Integer, Need::Required, 1, 100}
                             << parsed(R"({"type":"integer","minimum":1,"maximum":100})");
    QTest::newRow("number") << Field{"a"_L1, Type::Number} << parsed(R"({"type":"number"})");
    QTest::newRow("boolean") << Field{"a"_L1, Type::Boolean} << parsed(R"({"type":"boolean"})");
    QTest::newRow("object") << Field{"a"_L1, Type::Object} << parsed(R"({"type":"object"})");
    QTest::newRow("array") << Field{"a"_L1, Type::Array, Need::Required, 1, 3}
                           << parsed(R"({"type":"array","items":{},"minItems":1,"maxItems":3})");
    QTest::newRow("texts") << Field{"a"_L1, Type::StringArray}
                           << parsed(R"({"type":"array","items":{"type":"string"}})");
    QTest::newRow("anything") << Field{"a"_L1, Type::Any} << QJsonObject();
}

void JsonSchemaTest::saysWhatAFieldMayBe()
{
    QFETCH(Field, field);
    QTEST(jsonSchemaOf(field), "schema");
}

void JsonSchemaTest::describesAField()
{
    const Field field{.name = "a"_L1, .description = "What it is called."_L1};
    QCOMPARE(jsonSchemaOf(field),
             parsed(R"({"type":"string","description":"What it is called."})"));
}

void JsonSchemaTest::listsTheFieldsOfARequest()
{
    const Schema schema{{"id"_L1}, {"all"_L1, Field::Type::Boolean, Field::Need::Optional}};
    QCOMPARE(jsonSchemaOf(schema), parsed(R"({"type":"object","required":["id"],
                        "properties":{"id":{"type":"string"},"all":{"type":"boolean"}}})"));
    QCOMPARE(jsonSchemaOf(Schema()), parsed(R"({"type":"object","properties":{}})"));
}

void JsonSchemaTest::takesTheShapeOfASample()
{
    const QJsonObject sample = parsed(R"({"id":"7","n":1.5,"is":true,"list":[{"a":"b"},1]})");
    QCOMPARE(jsonSchemaOf(QJsonValue(sample)), parsed(R"({"type":"object","properties":{
                        "id":{"type":"string"},"n":{"type":"number"},"is":{"type":"boolean"},
                        "list":{"type":"array","items":{"type":"object","properties":{
                            "a":{"type":"string"}}}}}})"));
}

void JsonSchemaTest::saysNothingOfWhatASampleLacks()
{
    QCOMPARE(jsonSchemaOf(QJsonValue()), QJsonObject());
    QCOMPARE(jsonSchemaOf(QJsonValue(QJsonArray())), parsed(R"({"type":"array","items":{}})"));
}

QTEST_GUILESS_MAIN(JsonSchemaTest)
#include "tst_jsonschema.moc"
