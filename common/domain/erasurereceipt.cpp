// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasurereceipt.h"

#include "common/protocol/jsontext.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QString Type = u"linnet-erasure+jws"_s;

QByteArray encoded(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(Base64Url);
}

//! \return the bytes \p text encodes in the one way that there is; empty if it does not.
QByteArray decoded(const QByteArray &text)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return bytes && bytes.decoded.toBase64(Base64Url) == text ? bytes.decoded : QByteArray();
}

QJsonObject objectIn(const QByteArray &text)
{
    const auto value = parseJson(decoded(text));
    return value ? value->toObject() : QJsonObject();
}

Error invalid(const QString &reason)
{
    return {Error::Kind::InvalidInput, "receipt_invalid"_L1,
            u"This is no receipt of an erasure: %1."_s.arg(reason)};
}

} // namespace

QByteArray signedReceipt(const Erasure &erasure, const Ed25519 &key)
{
    const QString x = QString::fromLatin1(key.publicKey().toBase64(Base64Url));
    const QJsonObject header{
        {u"alg"_s, u"EdDSA"_s},
        {u"typ"_s, Type},
        {u"jwk"_s, QJsonObject{{u"kty"_s, u"OKP"_s}, {u"crv"_s, u"Ed25519"_s}, {u"x"_s, x}}}};
    const QJsonObject claims{{u"user"_s, erasure.user.toString()},
                             {u"requestedAt"_s, toIso(erasure.requestedAt)},
                             {u"requestedBy"_s, erasure.requestedBy},
                             {u"erasedAt"_s, toIso(erasure.erasedAt.value_or(Timestamp()))},
                             {u"messages"_s, nameOf(erasure.messages)},
                             {u"erased"_s, erasure.counts}};
    const QByteArray said = encoded(header) + '.' + encoded(claims);
    return said + '.' + key.sign(said).toBase64(Base64Url);
}

Result<ErasureReceipt> verifyReceipt(QByteArrayView jws)
{
    const QByteArray text = jws.trimmed().toByteArray();
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3)
        return invalid(u"it does not have three parts"_s);
    const QJsonObject header = objectIn(parts[0]);
    const QJsonObject jwk = header["jwk"_L1].toObject();
    if (header["alg"_L1] != u"EdDSA"_s || header["typ"_L1] != Type || jwk["crv"_L1] != u"Ed25519"_s)
        return invalid(u"it is of another kind"_s);
    const QByteArray key = decoded(jwk["x"_L1].toString().toLatin1());
    const QByteArray said = text.first(parts[0].size() + 1 + parts[1].size());
    if (!Ed25519::verify(said, decoded(parts[2]), key))
        return invalid(u"its signature does not fit"_s);
    return ErasureReceipt{objectIn(parts[1]), key};
}

} // namespace linnet
