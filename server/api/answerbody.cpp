// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answerbody.h"

#include "common/protocol/jsontext.h"

namespace linnet {

JsonText AnswerBody::text() const
{
    if (const auto *text = std::get_if<JsonText>(&m_body))
        return *text;
    return toJsonText(std::get<QJsonValue>(m_body));
}

QJsonValue AnswerBody::value() const
{
    if (const auto *value = std::get_if<QJsonValue>(&m_body))
        return *value;
    // Ours, and so without a mistake that parseJson() could find.
    return parseJson(std::get<JsonText>(m_body).utf8).value_or(QJsonValue());
}

} // namespace linnet
