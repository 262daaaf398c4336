// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsontext.h"

#include "common/protocol/jsongrammar.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error invalidJson(qsizetype offset)
{
    return {Error::Kind::InvalidInput, "invalid_json"_L1,
            u"The text is not valid JSON at byte %1."_s.arg(offset)};
}

//! \return the position behind the string that begins at \p at.
const char *behindString(const char *at)
{
    for (++at; *at != '"'; ++at)
        at += *at == '\\';
    return at + 1;
}

//! \return the position behind the value that begins at \p at.
const char *behindValue(const char *at, const char *end)
{
    int depth = 0;
    while (at != end) {
        if (*at == '"') {
            at = behindString(at);
            continue;
        }
        if (depth == 0 && (*at == ',' || *at == ':' || *at == ']' || *at == '}'))
            break;
        depth += *at == '[' || *at == '{';
        depth -= *at == ']' || *at == '}';
        ++at;
    }
    return at;
}

//! Cuts \p inner, what stands between two brackets, at its own commas and colons.
std::vector<QByteArrayView> splitValues(QByteArrayView inner)
{
    std::vector<QByteArrayView> values;
    if (inner.trimmed().isEmpty())
        return values;
    const char *at = inner.begin();
    while (true) {
        const char *const behind = behindValue(at, inner.end());
        values.push_back(QByteArrayView(at, behind).trimmed());
        if (behind == inner.end())
            return values;
        at = behind + 1;
    }
}

//! \return what stands between the brackets of \p checked; nothing if it has other ones.
std::optional<QByteArrayView> between(QByteArrayView checked, char opening)
{
    const QByteArrayView value = checked.trimmed();
    if (!value.startsWith(opening))
        return std::nullopt;
    return value.sliced(1, value.size() - 2);
}

//! COMPAT(Qt < 6.9): documents hold no bare scalars, so one travels in an array.
Result<QJsonValue> parseScalar(QByteArrayView checked)
{
    QJsonParseError failure;
    const auto document = QJsonDocument::fromJson('[' + checked.toByteArray() + ']', &failure);
    if (failure.error != QJsonParseError::NoError) // A number no double can hold.
        return invalidJson(failure.offset - 1);
    return document.array().first();
}

} // namespace

Result<> checkJson(QByteArrayView text, int maxDepth)
{
    if (const qsizetype at = findJsonMistake(text, maxDepth); at >= 0)
        return invalidJson(at);
    return {};
}

Result<QJsonValue> parseJson(QByteArrayView text, int maxDepth)
{
    if (const auto checked = checkJson(text, maxDepth); !checked)
        return checked.error();
    return parseCheckedJson(text);
}

Result<QJsonValue> parseCheckedJson(QByteArrayView checked)
{
    if (const qsizetype at = findLoneSurrogate(checked); at >= 0)
        return invalidJson(at);
    const QByteArrayView value = checked.trimmed();
    if (!value.startsWith('{') && !value.startsWith('['))
        return parseScalar(checked);
    QJsonParseError failure;
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(checked.data(), checked.size()), &failure);
    if (failure.error != QJsonParseError::NoError) // A number no double can hold.
        return invalidJson(failure.offset);
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

std::optional<JsonArrayParts> headOfJsonArray(QByteArrayView checked)
{
    const auto inner = between(checked, '[');
    if (!inner || inner->trimmed().isEmpty())
        return std::nullopt;
    const char *const behind = behindValue(inner->begin(), inner->end());
    const char *const next = behind == inner->end() ? behind : behind + 1;
    return JsonArrayParts{QByteArrayView(inner->begin(), behind).trimmed(),
                          QByteArrayView(next, inner->end()).trimmed()};
}

std::optional<std::vector<QByteArrayView>> splitJsonArray(QByteArrayView checked)
{
    const auto inner = between(checked, '[');
    if (!inner)
        return std::nullopt;
    return splitValues(*inner);
}

std::optional<std::vector<JsonMember>> splitJsonObject(QByteArrayView checked)
{
    const auto inner = between(checked, '{');
    if (!inner)
        return std::nullopt;
    const std::vector<QByteArrayView> parts = splitValues(*inner);
    std::vector<JsonMember> members;
    members.reserve(parts.size() / 2);
    for (size_t i = 0; i + 1 < parts.size(); i += 2)
        members.push_back({parts[i].sliced(1, parts[i].size() - 2), parts[i + 1]});
    return members;
}

QByteArray quoteJson(QByteArrayView utf8)
{
    static constexpr char Digits[] = "0123456789abcdef";
    QByteArray json = "\"";
    json.reserve(utf8.size() + 2);
    for (const char c : utf8) {
        if (uchar(c) < 0x20) {
            json += "\\u00";
            json += Digits[uchar(c) >> 4];
            json += Digits[uchar(c) & 15];
            continue;
        }
        if (c == '"' || c == '\\')
            json += '\\';
        json += c;
    }
    return json + '"';
}

QByteArray unquoteJson(QByteArrayView checked)
{
    if (!checked.startsWith('"'))
        return {};
    if (!checked.contains('\\'))
        return QByteArray(checked.data() + 1, checked.size() - 2);
    const auto text = parseJson(checked);
    return text ? text->toString().toUtf8() : QByteArray();
}

} // namespace linnet
