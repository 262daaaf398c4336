// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/secretbox.h"

#include "common/core/random.h"

#include <memory>
#include <openssl/evp.h>

namespace linnet {

namespace {

constexpr int NonceBytes = 12;
constexpr int TagBytes = 16;

struct Release
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};

using Context = std::unique_ptr<EVP_CIPHER_CTX, Release>;

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

SecretBox::SecretBox(QByteArray key)
    : m_key(std::move(key))
{
    if (m_key.size() != KeyBytes)
        qFatal("A key must have 32 bytes.");
}

QByteArray SecretBox::seal(const QByteArray &plain, const QByteArray &purpose) const
{
    const QByteArray nonce = randomBytes(NonceBytes);
    QByteArray cipher(plain.size(), Qt::Uninitialized);
    QByteArray tag(TagBytes, Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool sealed =
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(m_key), in(nonce)) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &length, in(purpose), int(purpose.size())) == 1
        && EVP_EncryptUpdate(context.get(), out(cipher), &length, in(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), nullptr, &length) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, TagBytes, out(tag)) == 1;
    if (!sealed)
        qFatal("The encryption of a secret failed.");
    return nonce + tag + cipher;
}

std::optional<QByteArray> SecretBox::open(const QByteArray &sealed, const QByteArray &purpose) const
{
    if (sealed.size() < NonceBytes + TagBytes)
        return std::nullopt;
    const QByteArray nonce = sealed.left(NonceBytes);
    QByteArray tag = sealed.mid(NonceBytes, TagBytes);
    const QByteArray cipher = sealed.mid(NonceBytes + TagBytes);
    QByteArray plain(cipher.size(), Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool opened =
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(m_key), in(nonce)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, TagBytes, out(tag)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &length, in(purpose), int(purpose.size())) == 1
        && EVP_DecryptUpdate(context.get(), out(plain), &length, in(cipher), int(cipher.size()))
            == 1
        && EVP_DecryptFinal_ex(context.get(), nullptr, &length) == 1;
    if (!opened)
        return std::nullopt;
    return plain;
}

} // namespace linnet
