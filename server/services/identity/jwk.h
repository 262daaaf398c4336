// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/rsakey.h"

#include <QByteArray>
#include <QJsonObject>

namespace linnet {

//! \return the public half of \p key as RFC 7517 has it.
QJsonObject toJwk(const RsaKey &key, const QByteArray &keyId);

//! Takes an RSA key that is meant for RS256 signatures, and nothing else.
Result<RsaKey> fromJwk(const QJsonObject &jwk);

//! \return the name RFC 7638 derives from the key itself.
QByteArray thumbprint(const RsaKey &key);

//! \return whether \p jws was signed with \p jwk. The payload may be anything.
bool verifyJws(QByteArrayView jws, const QJsonObject &jwk);

} // namespace linnet
