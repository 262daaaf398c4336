// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/rsakey.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace linnet {

namespace {

template <auto Release>
struct Releaser
{
    template <typename T>
    void operator()(T *resource) const
    {
        Release(resource);
    }
};

template <typename T, auto Release>
using Owned = std::unique_ptr<T, Releaser<Release>>;

using Bio = Owned<BIO, BIO_free>;
using Number = Owned<BIGNUM, BN_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using ParameterBuilder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;

Error badKey(const QString &detail)
{
    return {Error::Kind::InvalidInput, QLatin1String("invalid_key"),
            QStringLiteral("This is not a usable RSA key."), detail};
}

const unsigned char *data(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

Number toNumber(const QByteArray &bytes)
{
    return Number(BN_bin2bn(data(bytes), int(bytes.size()), nullptr));
}

} // namespace

RsaKey::RsaKey(evp_pkey_st *key)
    : m_key(key, EVP_PKEY_free)
{}

Result<RsaKey> RsaKey::checked(evp_pkey_st *key)
{
    if (!key)
        return badKey(QStringLiteral("Not an unencrypted PEM private key, or not a key at all."));
    RsaKey rsa(key);
    if (!EVP_PKEY_is_a(key, "RSA"))
        return badKey(QStringLiteral("Not an RSA key."));
    if (EVP_PKEY_get_bits(key) < LeastBits)
        return badKey(QStringLiteral("Shorter than %1 bits.").arg(LeastBits));
    return rsa;
}

Result<RsaKey> RsaKey::generate(int bits)
{
    return checked(EVP_RSA_gen(size_t(bits)));
}

Result<RsaKey> RsaKey::fromPem(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    // Without a callback of ours OpenSSL would ask for the passphrase on the terminal.
    const auto refuse = [](char *, int, int, void *) { return -1; };
    return checked(PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse, nullptr));
}

Result<RsaKey> RsaKey::fromPublic(const QByteArray &modulus, const QByteArray &exponent)
{
    constexpr int MostBytes = 1024; // 8192 bits: above it a verification takes too long.
    if (modulus.size() > MostBytes || exponent.size() > int(sizeof(quint64)))
        return badKey(QStringLiteral("Longer than any key in use."));
    const Number n = toNumber(modulus);
    const Number e = toNumber(exponent);
    if (!BN_is_odd(n.get()) || !BN_is_odd(e.get()) || BN_is_one(e.get()))
        return badKey(QStringLiteral("Modulus and exponent must be odd, and the latter above 1."));
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return badKey(QStringLiteral("OpenSSL refuses the numbers."));
    return checked(key);
}

QByteArray RsaKey::toPem() const
{
    const Bio bio(BIO_new(BIO_s_secmem()));
    PEM_write_bio_PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char *text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, length);
}

QByteArray RsaKey::number(const char *parameter) const
{
    BIGNUM *value = nullptr;
    EVP_PKEY_get_bn_param(m_key.get(), parameter, &value);
    const Number owned(value);
    QByteArray bytes(BN_num_bytes(value), Qt::Uninitialized);
    BN_bn2bin(value, reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

QByteArray RsaKey::modulus() const
{
    return number(OSSL_PKEY_PARAM_RSA_N);
}

QByteArray RsaKey::exponent() const
{
    return number(OSSL_PKEY_PARAM_RSA_E);
}

QByteArray RsaKey::sign(QByteArrayView message) const
{
    const Digest digest(EVP_MD_CTX_new());
    size_t length = size_t(EVP_PKEY_get_size(m_key.get()));
    QByteArray signature(qsizetype(length), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(signature.data());
    if (EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) != 1
        || EVP_DigestSign(digest.get(), out, &length, data(message), size_t(message.size())) != 1)
        qFatal("Signing with the server's own key failed.");
    return signature;
}

bool RsaKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    const Digest digest(EVP_MD_CTX_new());
    return signature.size() == EVP_PKEY_get_size(m_key.get())
        && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1
        && EVP_DigestVerify(digest.get(), data(signature), size_t(signature.size()), data(message),
                            size_t(message.size()))
        == 1;
}

} // namespace linnet
