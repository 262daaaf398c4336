// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/identity/rsakey.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace linnet {

//! \brief A signed text (RFC 7515, compact form, RS256), taken apart but not yet believed.
struct Jws
{
    static constexpr qsizetype MostBytes = 8192;

    QByteArray keyId;
    QByteArray payload;
    QByteArray signedPart; //!< What the signature covers.
    QByteArray signature;
};

//! Refuses whatever is not RS256 in its one canonical spelling: other algorithms, keys or places to
//! get keys from in the header, critical extensions, repeated members, padding.
std::optional<Jws> parseJws(QByteArrayView text);

//! \return \p header "." \p payload "." signature. Slow: not for an I/O thread.
QByteArray signJws(const QJsonObject &header, const QByteArray &payload, const RsaKey &key);

//! \return the object that \p text is, if no member is there twice.
std::optional<QJsonObject> parseUniqueObject(QByteArrayView text);

//! \return the bytes \p text encodes, if it does so without padding and in the one canonical way.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);
QByteArray toBase64Url(const QByteArray &bytes);

} // namespace linnet
