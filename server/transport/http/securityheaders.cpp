// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/securityheaders.h"

namespace linnet {

net::Headers apiHeaders()
{
    return {
        {"content-security-policy", "default-src 'none'; frame-ancestors 'none'"},
        {"cross-origin-opener-policy", "same-origin"},
        {"cross-origin-resource-policy", "same-origin"},
        {"origin-agent-cluster", "?1"},
        {"referrer-policy", "no-referrer"},
        {"x-content-type-options", "nosniff"},
        {"x-dns-prefetch-control", "off"},
        {"x-download-options", "noopen"},
        {"x-frame-options", "SAMEORIGIN"},
        {"x-permitted-cross-domain-policies", "none"},
        {"x-xss-protection", "0"},
    };
}

net::Headers pageHeaders(const QByteArray &policy)
{
    static const QByteArray ownFiles =
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    return {
        {"content-security-policy", policy.isEmpty() ? ownFiles : policy},
        {"permissions-policy",
         "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"},
    };
}

net::Header strictTransportSecurity()
{
    return {"strict-transport-security", "max-age=31536000; includeSubDomains"};
}

} // namespace linnet
