// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/placeholders.h"

#include "common/protocol/jsontext.h"

namespace linnet::socketio {

namespace {

//! \return how many bytes the string or the object at the start of \p json takes.
qsizetype extent(QByteArrayView json)
{
    int depth = 0;
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        if (isInString && json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            isInString = !isInString;
        else if (!isInString && json[at] == '{')
            ++depth;
        else if (!isInString && json[at] == '}')
            --depth;
        if (depth == 0 && !isInString)
            return at + 1;
    }
    return json.size();
}

//! \return the number in the placeholder \p object; nothing if it is an object like any other, and
//! -1 if it is a placeholder without a usable number.
std::optional<int> placeholderNumber(QByteArrayView object)
{
    if (!object.contains("\"_placeholder\""))
        return std::nullopt;
    const auto members = splitJsonObject(object).value_or(std::vector<JsonMember>());
    bool isPlaceholder = false;
    int number = -1;
    for (const JsonMember &member : members) {
        if (member.key == QByteArrayView("_placeholder"))
            isPlaceholder = member.value == QByteArrayView("true");
        if (member.key == QByteArrayView("num")) {
            bool isNumber = false;
            const int value = member.value.toInt(&isNumber);
            number = isNumber ? value : -1;
        }
    }
    return isPlaceholder ? std::optional(number) : std::nullopt;
}

//! \brief Copies a text, giving each placeholder on the way its new number.
class Renumbering
{
public:
    explicit Renumbering(const std::vector<QByteArray> &attachments)
        : m_attachments(attachments)
    {}

    //! \return false if a placeholder means nothing.
    bool append(QByteArrayView json)
    {
        while (!json.isEmpty()) {
            const qsizetype taken = appendStart(json);
            if (taken == 0)
                return false;
            json = json.sliced(taken);
        }
        return true;
    }

    Arguments take() { return std::move(m_result); }

private:
    //! \return how much of the start of \p json it took; 0: that means what is not there.
    qsizetype appendStart(QByteArrayView json)
    {
        if (json[0] == '"')
            return copy(json.first(extent(json)));
        if (json[0] != '{')
            return copy(json.first(1));
        const QByteArrayView object = json.first(extent(json));
        const auto number = placeholderNumber(object);
        if (!number) // Only the bracket: placeholders may hide inside.
            return copy(json.first(1));
        return appendPlaceholder(*number) ? object.size() : 0;
    }

    qsizetype copy(QByteArrayView text)
    {
        m_result.json += text;
        return text.size();
    }

    bool appendPlaceholder(int number)
    {
        if (number < 0 || size_t(number) >= m_attachments.size())
            return false;
        m_result.json += R"({"_placeholder":true,"num":)"
            + QByteArray::number(qsizetype(m_result.attachments.size())) + '}';
        m_result.attachments.push_back(m_attachments[size_t(number)]);
        return m_result.attachments.size() <= m_attachments.size();
    }

    const std::vector<QByteArray> &m_attachments;
    Arguments m_result;
};

} // namespace

std::optional<Arguments> renumbered(const Arguments &arguments)
{
    Renumbering renumbering(arguments.attachments);
    if (!renumbering.append(arguments.json))
        return std::nullopt;
    Arguments result = renumbering.take();
    if (result.attachments.size() != arguments.attachments.size())
        return std::nullopt;
    return result;
}

std::optional<Arguments> tail(const Arguments &arguments)
{
    const auto parts = headOfJsonArray(arguments.json);
    const QByteArray json = '[' + (parts ? parts->rest.toByteArray() : QByteArray()) + ']';
    if (arguments.attachments.empty())
        return Arguments{json, {}};
    Renumbering renumbering(arguments.attachments);
    if (!renumbering.append(json))
        return std::nullopt;
    return renumbering.take();
}

} // namespace linnet::socketio
