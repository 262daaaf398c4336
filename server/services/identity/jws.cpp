// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jws.h"

#include "common/protocol/jsontext.h"

#include <QJsonDocument>

#include <array>

namespace linnet {

namespace {

constexpr QByteArray::Base64Options Base64Url =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

// What would have us take the attacker's key or rules for ours.
constexpr std::array Untrusted{"crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "enc"};

bool isAcceptable(const QJsonObject &header)
{
    if (header.value(QLatin1String("alg")) != QLatin1String("RS256"))
        return false;
    for (const char *name : Untrusted) {
        if (header.contains(QLatin1String(name)))
            return false;
    }
    const QJsonValue keyId = header.value(QLatin1String("kid"));
    return keyId.isUndefined() || keyId.isString();
}

} // namespace

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const QByteArray given = text.toByteArray();
    QByteArray bytes = QByteArray::fromBase64(given, Base64Url);
    if (toBase64Url(bytes) != given)
        return std::nullopt;
    return bytes;
}

QByteArray toBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(Base64Url);
}

std::optional<QJsonObject> parseUniqueObject(QByteArrayView text)
{
    const auto value = parseJson(text);
    if (!value || !value->isObject())
        return std::nullopt;
    const QJsonObject object = value->toObject();
    const auto members = splitJsonObject(text);
    if (!members || qsizetype(members->size()) != object.size())
        return std::nullopt;
    return object;
}

std::optional<Jws> parseJws(QByteArrayView text)
{
    if (text.size() > Jws::MostBytes)
        return std::nullopt;
    const qsizetype first = text.indexOf('.');
    const qsizetype last = text.lastIndexOf('.');
    if (first <= 0 || last <= first + 1 || last + 1 == text.size()
        || text.sliced(first + 1, last - first - 1).contains('.'))
        return std::nullopt;
    const auto headerText = fromBase64Url(text.first(first));
    if (!headerText)
        return std::nullopt;
    const auto header = parseUniqueObject(*headerText);
    if (!header || !isAcceptable(*header))
        return std::nullopt;
    const auto payload = fromBase64Url(text.sliced(first + 1, last - first - 1));
    const auto signature = fromBase64Url(text.sliced(last + 1));
    if (!payload || !signature)
        return std::nullopt;
    return Jws{header->value(QLatin1String("kid")).toString().toUtf8(), *payload,
               text.first(last).toByteArray(), *signature};
}

QByteArray signJws(const QJsonObject &header, const QByteArray &payload, const RsaKey &key)
{
    const QByteArray headerText = QJsonDocument(header).toJson(QJsonDocument::Compact);
    const QByteArray signedPart = toBase64Url(headerText) + '.' + toBase64Url(payload);
    return signedPart + '.' + toBase64Url(key.sign(signedPart));
}

} // namespace linnet
