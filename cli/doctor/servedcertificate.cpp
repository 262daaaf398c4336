// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/servedcertificate.h"

#include "common/client/rawconnection.h"
#include "common/domain/certificateage.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const QString Renewal =
    u"Renew it where TLS ends, in the proxy or in linnetd (with certbot: certbot renew), "
    "have that read it again, and see that the whole chain is served: openssl s_client "
    "-connect HOST:443 -showcerts."_s;

} // namespace

Finding checkServedCertificate(const PublicServer &server)
{
    if (!server.address.url.startsWith(u"https://"_s))
        return Finding::skipped(
            u"%1 is not https: whoever is on the way reads what is said."_s.arg(server.address.url),
            u"Name the https address with --url, or as publicUrl in linnetd.conf; tests on "
            "one machine need none."_s);
    const auto connection = RawConnection::open(server.address, server.settings);
    if (!connection) {
        const Error &error = connection.error();
        const QString detail = error.detail.isEmpty() ? QString() : u" (%1)"_s.arg(error.detail);
        return Finding::failure(error.message + detail, Renewal);
    }
    const auto chain = readCertificates((*connection)->certificates());
    if (!chain)
        return Finding::skipped(u"TLS works, but what it was made with cannot be seen: %1"_s.arg(
            chain.error().message));
    return judgeCertificates(*chain, SystemClock().now(), Renewal);
}

} // namespace linnet::cli
