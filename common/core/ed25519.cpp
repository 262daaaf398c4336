// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/ed25519.h"

#include <memory>
#include <openssl/evp.h>

namespace linnet {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr size_t SignatureBytes = 64;

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

Key secretKeyOf(const QByteArray &bytes)
{
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(bytes),
                                         size_t(bytes.size())),
            EVP_PKEY_free);
    if (!key)
        qFatal("A key for signatures does not have 32 bytes.");
    return key;
}

} // namespace

Ed25519::Ed25519(QByteArray secretKey)
    : m_secretKey(std::move(secretKey))
{}

QByteArray Ed25519::publicKey() const
{
    QByteArray bytes(KeyBytes, '\0');
    size_t size = KeyBytes;
    const Key key = secretKeyOf(m_secretKey);
    if (EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(bytes.data()),
                                    &size)
        != 1)
        qFatal("A public key cannot be derived.");
    return bytes;
}

QByteArray Ed25519::sign(QByteArrayView data) const
{
    const Key key = secretKeyOf(m_secretKey);
    const Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    QByteArray signature(SignatureBytes, '\0');
    size_t size = SignatureBytes;
    const bool isSigned =
        EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                          bytesOf(data), size_t(data.size()))
            == 1;
    if (!isSigned)
        qFatal("OpenSSL cannot sign.");
    return signature;
}

bool Ed25519::verify(QByteArrayView data, QByteArrayView signature, QByteArrayView publicKey)
{
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(publicKey),
                                              size_t(publicKey.size())),
                  EVP_PKEY_free);
    const Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return key && EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(digest.get(), bytesOf(signature), size_t(signature.size()),
                            bytesOf(data), size_t(data.size()))
        == 1;
}

} // namespace linnet
