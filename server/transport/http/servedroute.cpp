// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/servedroute.h"

#include "server/services/identity/accesstoken.h"
#include "server/transport/http/credentials.h"
#include "server/transport/http/httpcookies.h"

#include <algorithm>
#include <array>

namespace linnet {

namespace {

Method methodOf(QByteArrayView name)
{
    constexpr std::array<std::pair<QByteArrayView, Method>, 6> methods = {
        {{"GET", Method::Get},
         {"HEAD", Method::Get},
         {"POST", Method::Post},
         {"PUT", Method::Put},
         {"PATCH", Method::Patch},
         {"DELETE", Method::Delete}}};
    for (const auto &[known, method] : methods) {
        if (known == name)
            return method;
    }
    return Method::None;
}

bool isOneOf(const QStringList &dialects, const EndpointRow &row)
{
    const auto isIt = [&](QLatin1String name) { return dialects.contains(name); };
    const QList<QLatin1String> &others = row.endpoint.sharedWith;
    return isIt(row.dialect->name()) || std::any_of(others.begin(), others.end(), isIt);
}

QByteArray servedPath(const EndpointContext &context, const net::Request &request)
{
    const auto &substitutes = context.rules->substitutes;
    const auto listener = substitutes.find(request.peer.listener);
    if (listener == substitutes.end())
        return request.path;
    return listener->second.value(request.path, request.path);
}

} // namespace

EndpointTable::Route servedRoute(const EndpointContext &context, const net::Request &request)
{
    auto route = context.table.findRoute(methodOf(request.method), servedPath(context, request));
    const auto &dialects = context.rules->dialects;
    const auto listener = dialects.find(request.peer.listener);
    const bool isServed = listener == dialects.end() || !route.row
        || route.row->dialect == &context.fallback || isOneOf(listener->second, *route.row);
    return isServed ? route : EndpointTable::Route();
}

const Dialect &wordsFor(const EndpointContext &context, const EndpointRow &row,
                        const net::Request &request)
{
    if (row.endpoint.sharedWith.isEmpty())
        return *row.dialect;
    const auto listener = context.rules->dialects.find(request.peer.listener);
    QList<QLatin1String> sharing{row.dialect->name()};
    sharing += row.endpoint.sharedWith;
    if (listener != context.rules->dialects.end())
        sharing.removeIf([&](QLatin1String name) { return !listener->second.contains(name); });
    const QString claimed =
        claimedDialect(accessToken(request.headers, readCookies(request.headers)).text);
    const bool isClaimed = sharing.contains(claimed);
    const Dialect *const words = sharing.isEmpty()
        ? nullptr
        : context.table.findDialect(isClaimed ? claimed : QString(sharing.front()));
    return words ? *words : *row.dialect;
}

} // namespace linnet
