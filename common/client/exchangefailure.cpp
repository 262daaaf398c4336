// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/exchangefailure.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error outOfReach(const QString &sentence, const QString &detail = {})
{
    return {Error::Kind::Unavailable, "server_out_of_reach"_L1, sentence, detail};
}

Error notUnderstood(const QString &sentence, const QString &detail)
{
    return {Error::Kind::Internal, "protocol"_L1, sentence, detail};
}

//! \return whether what is wrong with the server's certificate is just that nobody who is trusted
//! vouches for it.
bool isOfUnknownAuthority(long verification)
{
    switch (verification) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return true;
    default:
        return false;
    }
}

Error untrusted(const ExchangeEnd &end, const QString &where, const QString &detail)
{
    const QString reason = end.reason.isEmpty() ? detail : end.reason;
    const qsizetype colon = reason.indexOf(u": "_s); // Before it stands that it is about TLS.
    return {Error::Kind::Unavailable,
            isOfUnknownAuthority(end.verification) ? "unknown_authority"_L1
                                                   : "untrusted_certificate"_L1,
            u"The certificate of %1 is not trusted: %2."_s.arg(
                where, colon < 0 ? reason : reason.mid(colon + 2))};
}

} // namespace

Error exchangeFailure(const ExchangeEnd &end, const ServerAddress &server)
{
    const QString where = server.toString();
    const QString detail = QString::fromUtf8(curl_easy_strerror(CURLcode(end.code)));
    switch (end.code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return {Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
    case CURLE_COULDNT_RESOLVE_HOST:
        return outOfReach(u"The name of %1 is not known; check how it is written."_s.arg(where));
    case CURLE_COULDNT_CONNECT:
        return outOfReach(
            u"No server answers at %1; check that linnetd is running and listens there."_s.arg(
                where),
            server.isLocal() ? u"The socket is open to the user that linnetd runs as."_s
                             : QString());
    case CURLE_OPERATION_TIMEDOUT:
        return outOfReach(
            u"%1 did not answer in time; check its load, or allow more time."_s.arg(where));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return untrusted(end, where, detail);
    case CURLE_SSL_CACERT_BADFILE:
        return {Error::Kind::InvalidInput, "io"_L1,
                u"There is no certificate in PEM form that can be read in %1."_s.arg(
                    server.caFile.isEmpty() ? u"the system's files"_s : server.caFile)};
    case CURLE_SSL_CONNECT_ERROR:
        return outOfReach(
            u"No TLS connection to %1; check whether it listens for https there."_s.arg(where),
            detail);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return notUnderstood(u"What listens at %1 does not speak HTTP."_s.arg(where), detail);
    default:
        return outOfReach(
            u"The connection to %1 broke; check the network and the log of linnetd."_s.arg(where),
            detail);
    }
}

} // namespace linnet
