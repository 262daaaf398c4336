// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/ws/wsmessage.h"

#include "common/protocol/jsontext.h"

namespace linnet {

namespace {

constexpr qsizetype LongestId = 64;

bool isId(QByteArrayView json)
{
    const bool isNumber = json[0] == '-' || (json[0] >= '0' && json[0] <= '9');
    return json.size() <= LongestId && (isNumber || json[0] == '"');
}

} // namespace

std::optional<WsMessage> parseWsMessage(const QByteArray &text)
{
    if (!checkJson(text))
        return std::nullopt;
    const auto members = splitJsonObject(text);
    if (!members)
        return std::nullopt;
    WsMessage message;
    for (const JsonMember &member : *members) {
        if (member.key == QByteArrayView("id"))
            message.id = member.value.toByteArray();
        else if (member.key == QByteArrayView("event"))
            message.event = unquoteJson(member.value);
        else if (member.key == QByteArrayView("data"))
            message.data = member.value.toByteArray();
    }
    if (message.id == "null")
        message.id.clear();
    if (!message.id.isEmpty() && !isId(message.id))
        return std::nullopt;
    if (message.id.isEmpty() && message.event.isEmpty())
        return std::nullopt;
    return message;
}

QByteArray encode(const WsMessage &message)
{
    QByteArray text = "{";
    if (!message.id.isEmpty())
        text += R"("id":)" + message.id + ',';
    if (!message.event.isEmpty())
        text += R"("event":)" + quoteJson(message.event) + ',';
    return text + (message.isError ? R"("error":)" : R"("data":)") + message.data + '}';
}

} // namespace linnet
