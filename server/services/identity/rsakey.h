// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

#include <memory>

struct evp_pkey_st;

namespace linnet {

//! \brief An RSA key for RS256, whole or its public half. Cheap to copy, safe from any thread.
class RsaKey
{
public:
    static constexpr int LeastBits = 2048;

    static Result<RsaKey> generate(int bits = 3072);
    //! Reads a private key, which must not be encrypted.
    static Result<RsaKey> fromPem(const QByteArray &pem);
    //! \param modulus,exponent big-endian, as a JWK has them.
    static Result<RsaKey> fromPublic(const QByteArray &modulus, const QByteArray &exponent);

    //! \return the private key in PKCS #8. Wipe it after use.
    QByteArray toPem() const;
    QByteArray modulus() const;
    QByteArray exponent() const;

    //! Takes a millisecond or so: not for an I/O thread.
    QByteArray sign(QByteArrayView data) const;
    bool verify(QByteArrayView data, QByteArrayView signature) const;

private:
    explicit RsaKey(evp_pkey_st *key);
    static Result<RsaKey> checked(evp_pkey_st *key);
    QByteArray number(const char *parameter) const;

    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace linnet
