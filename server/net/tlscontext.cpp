// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/tlscontext.h"

#include "server/net/tlsstream.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>
#include <sys/stat.h>
#include <unistd.h>

namespace linnet::net {

namespace {

constexpr std::array<unsigned char, 9> Http11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

Error unusable(const QString &file, const QString &why)
{
    return {Error::Kind::InvalidInput, QLatin1String("tls_unusable"),
            QStringLiteral("The TLS file %1 cannot be used: %2.").arg(file, why)};
}

QString opensslReason()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    const char *const reason = ERR_reason_error_string(code);
    return reason ? QString::fromLatin1(reason) : QStringLiteral("unknown reason");
}

//! \return why \p file cannot be read at all; empty if it can.
QString unreadable(const QString &file)
{
    const QByteArray path = QFile::encodeName(file);
    return ::access(path.constData(), R_OK) == 0 ? QString()
                                                 : QString::fromLocal8Bit(std::strerror(errno));
}

bool isOpenToOthers(const QString &file)
{
    struct stat info
    {};
    return ::stat(QFile::encodeName(file).constData(), &info) == 0
        && (info.st_mode & (S_IROTH | S_IWOTH)) != 0;
}

//! Never asks on the terminal: a server has nobody to answer.
int refusePassphrase(char *, int, int, void *)
{
    return -1;
}

int selectProtocol(SSL *, const unsigned char **chosen, unsigned char *length,
                   const unsigned char *offered, unsigned int offeredLength, void *)
{
    const int found = SSL_select_next_proto(const_cast<unsigned char **>(chosen), length,
                                            Http11.data(), Http11.size(), offered, offeredLength);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void configure(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION
                            | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA
                            | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                         | SSL_MODE_RELEASE_BUFFERS);
    // Tickets let clients resume; nothing is remembered for them here.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, refusePassphrase);
}

} // namespace

void TlsContext::Free::operator()(SSL_CTX *context) const
{
    SSL_CTX_free(context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const QString &certificate,
                                                           const QString &key)
{
    for (const QString &file : {certificate, key}) {
        if (const QString why = unreadable(file); !why.isEmpty())
            return unusable(file, why);
    }
    if (isOpenToOthers(key))
        return unusable(key, QStringLiteral("other users may read it"));

    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL.
    ERR_clear_error();
    std::shared_ptr<TlsContext> loaded(new TlsContext(SSL_CTX_new(TLS_server_method())));
    SSL_CTX *const context = loaded->m_context.get();
    if (!context)
        return unusable(certificate, opensslReason());
    configure(context);
    if (SSL_CTX_use_certificate_chain_file(context, QFile::encodeName(certificate).constData())
        != 1)
        return unusable(certificate, opensslReason());
    // Also compares it with the certificate.
    if (SSL_CTX_use_PrivateKey_file(context, QFile::encodeName(key).constData(), SSL_FILETYPE_PEM)
        != 1)
        return unusable(key, opensslReason());
    return std::shared_ptr<const TlsContext>(std::move(loaded));
}

std::unique_ptr<Stream> TlsContext::accept(int descriptor) const
{
    return makeTlsStream(m_context.get(), descriptor);
}

} // namespace linnet::net
