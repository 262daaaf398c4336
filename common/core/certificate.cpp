// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/certificate.h"

#include <ctime>
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using X509Pointer = std::unique_ptr<X509, decltype(&X509_free)>;

QString subjectOf(const X509 *certificate)
{
    const Bio text(BIO_new(BIO_s_mem()), BIO_free);
    X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0,
                       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(text.get(), &bytes);
    return QString::fromUtf8(bytes, qsizetype(size));
}

Timestamp toTimestamp(const ASN1_TIME *time)
{
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return Timestamp(std::chrono::seconds(timegm(&parts)));
}

Error unreadable(const QString &reason)
{
    return {Error::Kind::InvalidInput, "certificate_unreadable"_L1,
            u"The certificate cannot be read: %1."_s.arg(reason)};
}

} // namespace

Result<std::vector<Certificate>> readCertificates(const QByteArray &pem)
{
    const Bio source(BIO_new_mem_buf(pem.constData(), int(pem.size())), BIO_free);
    std::vector<Certificate> certificates;
    for (;;) {
        const X509Pointer each(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr),
                               X509_free);
        if (!each)
            break;
        certificates.push_back({subjectOf(each.get()), toTimestamp(X509_get0_notBefore(each.get())),
                                toTimestamp(X509_get0_notAfter(each.get()))});
    }
    const bool isAtEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (!isAtEnd)
        return unreadable(u"it is damaged"_s);
    if (certificates.empty())
        return unreadable(u"there is none"_s);
    return certificates;
}

} // namespace linnet
