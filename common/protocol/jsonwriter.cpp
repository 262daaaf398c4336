// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <functional>

namespace linnet {

namespace {

using Buffer = QVarLengthArray<char, 512>;

void append(Buffer &json, QByteArrayView text)
{
    json.append(text.data(), text.size());
}

bool isAscii(QChar c)
{
    return c < QChar(0x80);
}

//! \return whether \p c stands for itself in a JSON string, as one byte.
bool isPlain(QChar c)
{
    return isAscii(c) && c >= u' ' && c != u'"' && c != u'\\';
}

//! \return the longest start of \p text of which every unit \p belongs.
template <typename Belongs>
QStringView startOf(QStringView text, Belongs belongs)
{
    return text.first(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

void appendPlain(Buffer &json, QStringView text)
{
    const qsizetype before = json.size();
    json.resize(before + text.size());
    std::transform(text.begin(), text.end(), json.data() + before,
                   [](QChar c) { return char(c.unicode()); });
}

void appendEscape(Buffer &json, QChar c)
{
    static constexpr char Digits[] = "0123456789abcdef";
    if (c >= u' ') {
        json.append('\\');
        json.append(char(c.unicode()));
        return;
    }
    append(json, "\\u00");
    json.append(Digits[c.unicode() >> 4]);
    json.append(Digits[c.unicode() & 15]);
}

void appendQuoted(Buffer &json, QStringView text)
{
    json.append('"');
    while (!text.isEmpty()) {
        if (const QStringView plain = startOf(text, isPlain); !plain.isEmpty()) {
            appendPlain(json, plain);
            text = text.sliced(plain.size());
        } else if (isAscii(text.front())) {
            appendEscape(json, text.front());
            text = text.sliced(1);
        } else {
            const QStringView foreign = startOf(text, std::not_fn(isAscii));
            append(json, foreign.toUtf8());
            text = text.sliced(foreign.size());
        }
    }
    json.append('"');
}

void appendNumber(Buffer &json, qint64 value)
{
    char digits[20]; // The longest is the least.
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value);
    json.append(digits, written.ptr - digits);
}

} // namespace

JsonText toJsonText(const QJsonValue &value)
{
    if (value.isObject())
        return {QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)};
    if (value.isArray())
        return {QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)};
    // A document is an object or an array; anything else is written as the only element of one.
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return {array.sliced(1, array.size() - 2)};
}

JsonWriter &JsonWriter::add(QLatin1String key, QStringView value)
{
    begin(key);
    appendQuoted(m_json, value);
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, QLatin1String value)
{
    begin(key);
    m_json.append('"');
    m_json.append(value.data(), value.size());
    m_json.append('"');
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, qint64 value)
{
    begin(key);
    appendNumber(m_json, value);
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, bool value)
{
    begin(key);
    append(m_json, value ? "true" : "false");
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, std::nullptr_t)
{
    begin(key);
    append(m_json, "null");
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, Timestamp value)
{
    return add(key, toIso(value));
}

JsonWriter &JsonWriter::add(QLatin1String key, const JsonText &value)
{
    begin(key);
    append(m_json, value.utf8);
    return *this;
}

JsonWriter &JsonWriter::add(QLatin1String key, const QJsonValue &value)
{
    return add(key, toJsonText(value));
}

JsonText JsonWriter::finish()
{
    append(m_json, m_json.isEmpty() ? "{}" : "}");
    JsonText text{QByteArray(m_json.data(), m_json.size())};
    m_json.clear();
    return text;
}

void JsonWriter::begin(QLatin1String key)
{
    append(m_json, m_json.isEmpty() ? "{\"" : ",\"");
    m_json.append(key.data(), key.size());
    append(m_json, "\":");
}

JsonWriter &JsonWriter::addQuoted(QLatin1String key, qint64 value)
{
    begin(key);
    m_json.append('"');
    appendNumber(m_json, value);
    m_json.append('"');
    return *this;
}

} // namespace linnet
