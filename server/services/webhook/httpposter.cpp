// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/webhook/httpposter.h"

#include "common/core/publicaddress.h"

#include <curl/curl.h>
#include <memory>
#include <sys/socket.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

using Handle = std::unique_ptr<CURL, Release>;
using HeaderList = std::unique_ptr<curl_slist, Release>;

//! \brief What one request is about, for libcurl's calls back.
struct Exchange
{
    OutgoingRules::Reach reach = OutgoingRules::Reach::Public;
    const std::stop_token &stop;
    QByteArray head = {};
    qint64 received = 0;
    bool isRefused = false; //!< An address is not to be reached.
};

//! The address is what names were resolved to: there is nothing between it and the connection.
curl_socket_t openSocket(void *data, curlsocktype purpose, curl_sockaddr *address)
{
    auto &exchange = *static_cast<Exchange *>(data);
    const bool isConnection = purpose == CURLSOCKTYPE_IPCXN;
    const bool isAllowed = exchange.reach == OutgoingRules::Reach::Anywhere
        || isPublicAddress(QHostAddress(&address->addr));
    if (!isConnection || !isAllowed) {
        exchange.isRefused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

size_t receive(char *bytes, size_t size, size_t count, void *data)
{
    auto &exchange = *static_cast<Exchange *>(data);
    const auto length = qsizetype(size * count);
    const qsizetype room = HttpPoster::KeptAnswerBytes - exchange.head.size();
    exchange.head.append(bytes, std::min(length, room));
    exchange.received += length;
    return exchange.received <= HttpPoster::MostAnswerBytes ? size * count : 0; // 0 ends it.
}

int shouldEnd(void *data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Exchange *>(data)->stop.stop_requested() ? 1 : 0;
}

HeaderList headersOf(const OutgoingPost &request)
{
    curl_slist *list = curl_slist_append(nullptr, "Content-Type: application/json");
    for (const QByteArray &line : request.headers)
        list = curl_slist_append(list, line.constData());
    return HeaderList(list);
}

//! An environment's proxy would connect wherever it is told to.
void keepToRules(CURL *handle, const OutgoingRules &rules, Exchange &exchange)
{
    const bool isTlsOnly = rules.security == OutgoingRules::Security::Tls;
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, isTlsOnly ? "https" : "http,https");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(rules.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
}

Error notPublic()
{
    return {Error::Kind::Unavailable, "not_public"_L1,
            u"The address is not one of the Internet, and [webhooks] allowPrivate is off."_s};
}

Error noAnswer(const QString &reason)
{
    return {Error::Kind::Unavailable, "no_answer"_L1, reason};
}

} // namespace

HttpPoster::HttpPoster(const OutgoingRules &rules)
    : m_rules(rules)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

Result<PostAnswer> HttpPoster::post(const OutgoingPost &request, const std::stop_token &stop) const
{
    const Handle handle(curl_easy_init());
    const HeaderList headers = headersOf(request);
    Exchange exchange{.reach = m_rules.reach, .stop = stop};
    keepToRules(handle.get(), m_rules, exchange);
    curl_easy_setopt(handle.get(), CURLOPT_URL, request.url.constData());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.body.constData());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, long(request.body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, shouldEnd);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &exchange);
    const CURLcode outcome = curl_easy_perform(handle.get());
    if (outcome != CURLE_OK)
        return exchange.isRefused ? notPublic()
                                  : noAnswer(QString::fromUtf8(curl_easy_strerror(outcome)));
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return PostAnswer{int(status), exchange.head};
}

} // namespace linnet
