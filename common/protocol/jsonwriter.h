// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QByteArray>
#include <QJsonValue>
#include <QLatin1String>
#include <QVarLengthArray>

#include <cstddef>
#include <optional>

namespace linnet {

//! \brief A JSON value that is text already, whole and correct.
struct JsonText
{
    QByteArray utf8;
};

//! \return \p value as compact text.
JsonText toJsonText(const QJsonValue &value);

//! \brief An object written as text, field by field: a tenth of the time that a QJsonObject takes.
//!
//! For what is sent all the time. Keys, and values that are a QLatin1String, are words of ours with
//! nothing in them to escape; each key is added once.
class JsonWriter
{
public:
    JsonWriter &add(QLatin1String key, QStringView value);
    JsonWriter &add(QLatin1String key, const QString &value)
    {
        return add(key, QStringView(value));
    }
    JsonWriter &add(QLatin1String key, QLatin1String value);
    JsonWriter &add(QLatin1String key, qint64 value);
    JsonWriter &add(QLatin1String key, int value) { return add(key, qint64(value)); }
    JsonWriter &add(QLatin1String key, bool value);
    JsonWriter &add(QLatin1String key, std::nullptr_t);
    JsonWriter &add(QLatin1String key, Timestamp value);
    JsonWriter &add(QLatin1String key, const JsonText &value);
    JsonWriter &add(QLatin1String key, const QJsonValue &value);
    JsonWriter &add(QLatin1String key, const char *) = delete; //!< It would be taken for a boolean.

    //! As Id says: a decimal string.
    template <typename Tag>
    JsonWriter &add(QLatin1String key, Id<Tag> id)
    {
        return addQuoted(key, id.value());
    }
    //! Null where there is none.
    template <typename T>
    JsonWriter &add(QLatin1String key, const std::optional<T> &value)
    {
        return value ? add(key, *value) : add(key, nullptr);
    }

    //! \return the object; the writer is empty then.
    JsonText finish();

private:
    void begin(QLatin1String key);
    JsonWriter &addQuoted(QLatin1String key, qint64 value);

    QVarLengthArray<char, 512> m_json; //!< Without the closing brace. Most objects fit.
};

//! \return an array of what \p shape makes of each of \p values: JsonText.
template <typename Range, typename Shape>
JsonText toJsonArray(const Range &values, Shape shape)
{
    QByteArray array("[");
    for (const auto &value : values) {
        if (array.size() > 1)
            array += ',';
        array += shape(value).utf8;
    }
    return {array + ']'};
}

} // namespace linnet
