// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/validator.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Type = Field::Type;

constexpr QLatin1String NotClean("must be valid text");

bool isCleanText(const QString &text)
{
    return !text.contains(QChar(u'\0')) && text.isValidUtf16();
}

//! Recursive, which is safe because the JSON reader bounds the depth.
bool isCleanValue(const QJsonValue &value)
{
    if (value.isString())
        return isCleanText(value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), isCleanValue);
    }
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (!isCleanText(each.key()) || !isCleanValue(each.value()))
            return false;
    }
    return true;
}

qsizetype codePoints(const QString &text)
{
    const auto isSecondHalf = [](QChar unit) { return unit.isLowSurrogate(); };
    return text.size() - std::count_if(text.begin(), text.end(), isSecondHalf);
}

//! \return what is wrong with a count of \p unit, as the end of "X must have …"; empty if nothing.
QString countComplaint(qsizetype count, const Field &field, QLatin1String unit)
{
    if (count < field.least)
        return u"must have at least %1 %2"_s.arg(field.least).arg(unit);
    if (count > field.most)
        return u"must have at most %1 %2"_s.arg(field.most).arg(unit);
    return {};
}

QString integerComplaint(const QJsonValue &value, const Field &field)
{
    const double number = value.toDouble(std::nan(""));
    const bool isInteger = number == std::floor(number);
    if (isInteger && number >= double(field.least) && number <= double(field.most))
        return {};
    if (field.most < Field::NoMost)
        return u"must be an integer from %1 to %2"_s.arg(field.least).arg(field.most);
    return isInteger && number > double(field.most)
        ? u"must be an integer of at most %1"_s.arg(field.most)
        : u"must be an integer of at least %1"_s.arg(field.least);
}

QString arrayComplaint(const QJsonValue &value, const Field &field)
{
    if (!value.isArray())
        return u"must be an array"_s;
    const QJsonArray array = value.toArray();
    const auto isString = [](const QJsonValue &each) { return each.isString(); };
    if (field.type == Type::StringArray && !std::all_of(array.begin(), array.end(), isString))
        return u"must be an array of strings"_s;
    return countComplaint(array.size(), field, "elements"_L1);
}

QString textComplaint(const QString &text, const Field &field)
{
    QString wrong = countComplaint(codePoints(text), field, "characters"_L1);
    if (!wrong.isEmpty())
        return wrong;
    return isCleanText(text) ? QString() : QString(NotClean);
}

QString typeComplaint(const QJsonValue &value, const Field &field)
{
    switch (field.type) {
    case Type::String:
        return u"must be a string"_s;
    case Type::Integer:
        return integerComplaint(value, field);
    case Type::Number:
        return value.isDouble() ? QString() : u"must be a number"_s;
    case Type::Boolean:
        return value.isBool() ? QString() : u"must be true or false"_s;
    case Type::Object:
        return value.isObject() ? QString() : u"must be an object"_s;
    case Type::Array:
    case Type::StringArray:
        return arrayComplaint(value, field);
    case Type::Any:
        return {};
    }
    Q_UNREACHABLE();
}

QString complaint(const QJsonValue &value, const Field &field)
{
    if (field.type == Type::String && value.isString())
        return textComplaint(value.toString(), field);
    QString wrong = typeComplaint(value, field);
    if (!wrong.isEmpty())
        return wrong;
    return isCleanValue(value) ? QString() : QString(NotClean);
}

bool isMissing(const QJsonValue &value, const Field &field)
{
    return value.isUndefined() || value.isNull()
        || (field.need == Field::Need::Required && field.type == Type::String && value.isString()
            && value.toString().isEmpty());
}

//! A missing list is called by what it must be: clients of the first dialect match that sentence.
QString missingComplaint(const Field &field)
{
    const bool isList = field.type == Type::Array || field.type == Type::StringArray;
    return isList ? u"must be an array"_s : u"is required"_s;
}

Error invalid(const Field &field, const QString &wrong)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, field.name + u' ' + wrong};
}

QJsonObject onlyKnown(const Schema &schema, const QJsonObject &params)
{
    QJsonObject known;
    for (const Field &field : schema) {
        const QJsonValue value = params.value(field.name);
        if (!isMissing(value, field))
            known.insert(field.name, value);
    }
    return known;
}

QJsonValue convert(const QString &text, Type type)
{
    bool ok = false;
    if (type == Type::Integer) {
        const qint64 number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(text);
    }
    if (type == Type::Number) {
        const double number = text.toDouble(&ok);
        return ok && std::isfinite(number) ? QJsonValue(number) : QJsonValue(text);
    }
    if (type == Type::Boolean && (text == u"true" || text == u"1"))
        return true;
    if (type == Type::Boolean && (text == u"false" || text == u"0"))
        return false;
    return text;
}

} // namespace

Result<QJsonObject> validate(const Schema &schema, const QJsonObject &params)
{
    qsizetype known = 0;
    for (const Field &field : schema) {
        const QJsonValue value = params.value(field.name);
        if (isMissing(value, field)) {
            if (field.need == Field::Need::Required)
                return invalid(field, missingComplaint(field));
            continue;
        }
        if (const QString wrong = complaint(value, field); !wrong.isEmpty())
            return invalid(field, wrong);
        ++known;
    }
    // Mostly a client sends what it is asked for and nothing else, which need not be copied then.
    return known == params.size() ? params : onlyKnown(schema, params);
}

QJsonObject fromText(const Schema &schema, const QMultiHash<QString, QString> &texts)
{
    QJsonObject params;
    for (const Field &field : schema) {
        const QString name = field.name;
        if (!texts.contains(name))
            continue;
        if (field.type == Type::Array || field.type == Type::StringArray) {
            QStringList values = texts.values(name); // Newest first.
            std::reverse(values.begin(), values.end());
            params.insert(name, QJsonArray::fromStringList(values));
        } else {
            params.insert(name, convert(texts.value(name), field.type));
        }
    }
    return params;
}

} // namespace linnet
