// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/fields.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

void insertAt(QJsonObject &object, const QStringList &keys, const QJsonValue &value)
{
    if (keys.size() == 1) {
        object[keys.first()] = value;
        return;
    }
    QJsonObject inner = object[keys.first()].toObject();
    insertAt(inner, keys.mid(1), value);
    object[keys.first()] = inner;
}

QString timeText(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : iso;
}

QString durationText(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds >= Day)
        return u"%1d %2h"_s.arg(seconds / Day).arg(seconds % Day / Hour);
    if (seconds >= Hour)
        return u"%1h %2m"_s.arg(seconds / Hour).arg(seconds % Hour / Minute);
    if (seconds >= Minute)
        return u"%1m %2s"_s.arg(seconds / Minute).arg(seconds % Minute);
    return u"%1s"_s.arg(seconds);
}

QString bytesText(qint64 bytes)
{
    constexpr double Step = 1024;
    const QStringList units{u"B"_s, u"KiB"_s, u"MiB"_s, u"GiB"_s, u"TiB"_s};
    double value = double(bytes);
    qsizetype unit = 0;
    for (; value >= Step && unit + 1 < units.size(); ++unit)
        value /= Step;
    return QString::number(value, 'f', unit == 0 ? 0 : 1) + u' ' + units[unit];
}

QString listText(const QJsonValue &value)
{
    QStringList parts;
    for (const QJsonValue &each : value.toArray())
        parts.append(fieldText(each, Column::As::Text));
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        parts.append(each.key() + u' ' + fieldText(each.value(), Column::As::Text));
    return parts.join(u", "_s);
}

} // namespace

QJsonValue fieldAt(const QJsonObject &row, const QString &path)
{
    QJsonValue value = row;
    for (const QString &key : path.split(u'.')) {
        if (!value.isObject())
            return QJsonValue::Undefined;
        value = value.toObject().value(key);
    }
    return value;
}

QJsonObject selectFields(const QJsonObject &row, const QStringList &paths)
{
    QJsonObject selected;
    for (const QString &path : paths) {
        const QJsonValue value = fieldAt(row, path);
        if (!value.isUndefined())
            insertAt(selected, path.split(u'.'), value);
    }
    return selected;
}

QString fieldText(const QJsonValue &value, Column::As as)
{
    if (value.isNull() || value.isUndefined())
        return u"-"_s;
    if (value.isBool())
        return value.toBool() ? u"yes"_s : u"no"_s;
    if (value.isDouble() && as == Column::As::Duration)
        return durationText(value.toInteger());
    if (value.isDouble() && as == Column::As::Bytes)
        return bytesText(value.toInteger());
    if (value.isArray() && value.toArray().isEmpty())
        return u"-"_s;
    if (value.isArray() || value.isObject())
        return listText(value);
    const QString text = plainText(value);
    return as == Column::As::Time ? timeText(text) : text;
}

QString plainText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return value.toVariant().toString();
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    Q_UNREACHABLE();
}

} // namespace linnet::cli
