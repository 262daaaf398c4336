// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/protocol/jsonwriter.h"

#include <QJsonObject>

#include <variant>

namespace linnet {

//! \brief What an answer says: a value, or text where a value would only be made to be written.
class AnswerBody
{
public:
    AnswerBody() = default;
    AnswerBody(QJsonValue value)
        : m_body(std::move(value))
    {}
    AnswerBody(const QJsonObject &object)
        : m_body(QJsonValue(object))
    {}
    AnswerBody(JsonText text)
        : m_body(std::move(text))
    {}

    JsonText text() const;
    QJsonValue value() const;
    QJsonObject toObject() const { return value().toObject(); }

private:
    std::variant<QJsonValue, JsonText> m_body;
};

} // namespace linnet
