// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificate.h"

#include <QFile>

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace linnet::test {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Certificate sign(EVP_PKEY *key, const QByteArray &name)
{
    constexpr long Day = 24 * 60 * 60;
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -Day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), Day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME *const subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(name.constData()),
                               int(name.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

bool save(const QString &path, BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(data, size) == size;
}

} // namespace

bool writeCertificate(const QString &certificate, const QString &key, const QByteArray &name)
{
    const Key pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Certificate signedOne = sign(pair.get(), name);
    const Memory certificateText(BIO_new(BIO_s_mem()), BIO_free);
    const Memory keyText(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(certificateText.get(), signedOne.get());
    PEM_write_bio_PrivateKey(keyText.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return save(certificate, certificateText.get()) && save(key, keyText.get());
}

} // namespace linnet::test
