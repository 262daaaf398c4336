// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/endpointcaller.h"

#include "common/domain/language.h"
#include "server/transport/http/credentials.h"
#include "server/transport/http/httpcookies.h"
#include "server/transport/http/requestaddress.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostAgent = 512;

Error foreignPage()
{
    return {Error::Kind::Forbidden, "origin_refused"_L1,
            u"Pages of that origin may not act for their visitors here."_s};
}

//! A link may be followed from anywhere, unless it does something in its visitor's name.
bool needsKnownPage(const Endpoint &endpoint, const AccessToken &token, const Cookies &cookies)
{
    const bool isLink = endpoint.method == Method::Get;
    if (endpoint.access == Access::Public)
        return !isLink && !cookies.isEmpty() && (token.isFromCookie || token.text.isEmpty());
    return token.isFromCookie && (!isLink || endpoint.cost == Cost::Write);
}

} // namespace

Result<Caller> recogniseCaller(const EndpointContext &context, const Endpoint &endpoint,
                               const net::Request &request)
{
    const Cookies cookies = readCookies(request.headers);
    const AccessToken token = accessToken(request.headers, cookies);
    if (needsKnownPage(endpoint, token, cookies)
        && !context.rules->cors.acceptsCookiesFrom(request))
        return foreignPage();
    Caller caller;
    caller.operatorUid = request.peer.uid;
    caller.address = requestAddress(request, context.rules->proxies);
    caller.userAgent = QString::fromUtf8(request.headers.value("user-agent").left(MostAgent));
    caller.languages = acceptedLanguages(request.headers.value("accept-language"));
    const auto known = context.gate.recognise(endpoint.access, token.text, caller);
    if (!known)
        return known.error();
    return caller;
}

} // namespace linnet
