// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! \brief Signatures as of RFC 8032, by keys that are 32 bytes.
class Ed25519
{
public:
    static constexpr int KeyBytes = 32;

    //! \param secretKey KeyBytes random bytes.
    explicit Ed25519(QByteArray secretKey);

    //! \return what verify() takes; it is no secret.
    QByteArray publicKey() const;
    //! \return 64 bytes.
    QByteArray sign(QByteArrayView data) const;

    //! \return whether \p signature was made of \p data by the secret key of \p publicKey.
    static bool verify(QByteArrayView data, QByteArrayView signature, QByteArrayView publicKey);

private:
    const QByteArray m_secretKey;
};

} // namespace linnet
