// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/listquery.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const ListOrder &order)
{
    return (order.isDescending ? u"-"_s : QString()) + order.by.name;
}

QString toText(const SortValue &value)
{
    const auto *const text = std::get_if<QString>(&value);
    return text != nullptr ? *text : QString::number(std::get<qint64>(value));
}

std::optional<SortValue> toValue(const QString &text, SortKey::Kind kind)
{
    if (kind == SortKey::Kind::Text)
        return text;
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? std::optional<SortValue>(number) : std::nullopt;
}

} // namespace

QStringList orderNames(const SortKeys &keys)
{
    QStringList names;
    for (const SortKey &key : keys)
        names << key.name << u'-' + key.name;
    return names;
}

std::optional<ListOrder> parseOrder(const QString &name, const SortKeys &keys)
{
    for (const SortKey &key : keys) {
        for (const bool isDescending : {false, true}) {
            const ListOrder order{key, isDescending};
            if (nameOf(order) == name)
                return order;
        }
    }
    return std::nullopt;
}

QString toCursor(const ListPlace &place, const ListOrder &order)
{
    const QString text =
        nameOf(order) + u' ' + QString::number(place.id) + u' ' + toText(place.value);
    return QString::fromLatin1(
        text.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<ListPlace> parseListCursor(const QString &cursor, const ListOrder &order)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const QString text = QString::fromUtf8(*decoded);
    bool isNumber = false;
    const qint64 id = text.section(u' ', 1, 1).toLongLong(&isNumber);
    const auto value = toValue(text.section(u' ', 2), order.by.kind);
    if (text.section(u' ', 0, 0) != nameOf(order) || !isNumber || !value)
        return std::nullopt;
    return ListPlace{id, *value};
}

} // namespace linnet
