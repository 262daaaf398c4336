// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/jsonschema.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QJsonObject ofType(const QString &type)
{
    return {{u"type"_s, type}};
}

//! Adds to \p schema what \p field may measure, where it is limited at all.
void limit(QJsonObject &schema, const Field &field, QLatin1String least, QLatin1String most)
{
    if (field.least != 0)
        schema[least] = field.least;
    if (field.most != Field::NoMost)
        schema[most] = field.most;
}

QJsonObject limited(const QString &type, const Field &field, QLatin1String least,
                    QLatin1String most)
{
    QJsonObject schema = ofType(type);
    limit(schema, field, least, most);
    return schema;
}

QJsonObject arraySchema(const Field &field, const QJsonObject &items)
{
    QJsonObject schema = limited(u"array"_s, field, "minItems"_L1, "maxItems"_L1);
    schema[u"items"_s] = items;
    return schema;
}

QJsonObject typeOf(const Field &field)
{
    switch (field.type) {
    case Field::Type::String:
        return limited(u"string"_s, field, "minLength"_L1, "maxLength"_L1);
    case Field::Type::Integer:
        return limited(u"integer"_s, field, "minimum"_L1, "maximum"_L1);
    case Field::Type::Number:
        return ofType(u"number"_s);
    case Field::Type::Boolean:
        return ofType(u"boolean"_s);
    case Field::Type::Object:
        return ofType(u"object"_s);
    case Field::Type::Array:
        return arraySchema(field, {});
    case Field::Type::StringArray:
        return arraySchema(field, ofType(u"string"_s));
    case Field::Type::Any:
        break;
    }
    return {};
}

QJsonObject objectSchema(const QJsonObject &properties, const QJsonArray &required)
{
    QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    if (!required.isEmpty())
        schema[u"required"_s] = required;
    return schema;
}

QJsonObject shapeOf(const QJsonObject &sample)
{
    QJsonObject properties;
    for (auto field = sample.begin(); field != sample.end(); ++field)
        properties[field.key()] = jsonSchemaOf(field.value());
    return objectSchema(properties, {});
}

QJsonObject shapeOf(const QJsonArray &sample)
{
    return {{u"type"_s, u"array"_s},
            {u"items"_s, sample.isEmpty() ? QJsonObject() : jsonSchemaOf(sample.first())}};
}

} // namespace

QJsonObject jsonSchemaOf(const Field &field)
{
    QJsonObject schema = typeOf(field);
    if (!field.description.isEmpty())
        schema[u"description"_s] = field.description;
    return schema;
}

QJsonObject jsonSchemaOf(const Schema &schema)
{
    QJsonObject properties;
    QJsonArray required;
    for (const Field &field : schema) {
        properties[field.name] = jsonSchemaOf(field);
        if (field.need == Field::Need::Required)
            required.append(QString(field.name));
    }
    return objectSchema(properties, required);
}

QJsonObject jsonSchemaOf(const QJsonValue &sample)
{
    switch (sample.type()) {
    case QJsonValue::Object:
        return shapeOf(sample.toObject());
    case QJsonValue::Array:
        return shapeOf(sample.toArray());
    case QJsonValue::String:
        return ofType(u"string"_s);
    case QJsonValue::Double:
        return ofType(u"number"_s);
    case QJsonValue::Bool:
        return ofType(u"boolean"_s);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

} // namespace linnet
