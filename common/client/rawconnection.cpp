// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/rawconnection.h"

#include "common/client/exchangefailure.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <curl/curl.h>
#include <poll.h>

namespace linnet {

using namespace std::chrono_literals;

namespace {

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

constexpr auto BetweenLooks = 500ms; // Whether somebody has interrupted it.

int mayGoOn(void *settings, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    const auto &isInterrupted = static_cast<const TransportSettings *>(settings)->isInterrupted;
    return isInterrupted && isInterrupted() ? 1 : 0;
}

} // namespace

class RawConnection::Line
{
public:
    Line()
        : m_handle(curl_easy_init())
    {}

    CURL *handle() const { return m_handle.get(); }
    //! \return what libcurl says of the last failure.
    QString reason() const { return QString::fromUtf8(m_reason.data()); }
    CURLcode connect(const ServerAddress &server, const TransportSettings &settings);

private:
    std::array<char, CURL_ERROR_SIZE> m_reason = {};
    std::unique_ptr<CURL, Release> m_handle;
};

CURLcode RawConnection::Line::connect(const ServerAddress &server,
                                      const TransportSettings &settings)
{
    CURL *const handle = m_handle.get();
    curl_easy_setopt(handle, CURLOPT_URL, server.url.toUtf8().constData());
    if (server.isLocal())
        curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH,
                         QFile::encodeName(server.socketPath).constData());
    if (!server.caFile.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, QFile::encodeName(server.caFile).constData());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr); // Those of the system are not asked.
    }
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(settings.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &settings);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, m_reason.data());
    return curl_easy_perform(handle);
}

RawConnection::RawConnection(const ServerAddress &server, const TransportSettings &settings)
    : m_server(server)
    , m_settings(settings)
    , m_deadline(std::chrono::steady_clock::now() + settings.timeout)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_line = std::make_unique<Line>();
}

RawConnection::~RawConnection() = default;

Result<std::unique_ptr<RawConnection>> RawConnection::open(const ServerAddress &server,
                                                           const TransportSettings &settings)
{
    std::unique_ptr<RawConnection> connection(new RawConnection(server, settings));
    Line &line = *connection->m_line;
    const CURLcode code = line.connect(server, connection->m_settings);
    if (code == CURLE_OK)
        return connection;
    long verification = 0;
    curl_easy_getinfo(line.handle(), CURLINFO_SSL_VERIFYRESULT, &verification);
    return exchangeFailure({int(code), verification, line.reason()}, server);
}

QByteArray RawConnection::certificates() const
{
    curl_certinfo *info = nullptr;
    if (curl_easy_getinfo(m_line->handle(), CURLINFO_CERTINFO, &info) != CURLE_OK || !info)
        return {};
    constexpr QByteArrayView Key("Cert:");
    QByteArray pem;
    for (int i = 0; i < info->num_of_certs; ++i)
        for (const curl_slist *field = info->certinfo[i]; field; field = field->next)
            if (QByteArrayView(field->data).startsWith(Key))
                pem += QByteArray(field->data).mid(Key.size()) + '\n';
    return pem;
}

Result<> RawConnection::send(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        size_t sent = 0;
        const CURLcode code =
            curl_easy_send(m_line->handle(), bytes.data(), size_t(bytes.size()), &sent);
        if (code != CURLE_OK && code != CURLE_AGAIN)
            return exchangeFailure({int(code)}, m_server);
        bytes = bytes.sliced(qsizetype(sent));
        if (code == CURLE_AGAIN)
            if (auto waited = waitUntil(Readiness::Writable); !waited)
                return waited;
    }
    return {};
}

Result<QByteArray> RawConnection::receive()
{
    for (;;) {
        std::array<char, 4096> buffer = {};
        size_t received = 0;
        const CURLcode code =
            curl_easy_recv(m_line->handle(), buffer.data(), buffer.size(), &received);
        if (code == CURLE_OK)
            return QByteArray(buffer.data(), qsizetype(received));
        if (code != CURLE_AGAIN)
            return exchangeFailure({int(code)}, m_server);
        if (auto waited = waitUntil(Readiness::Readable); !waited)
            return waited.error();
    }
}

Result<> RawConnection::waitUntil(Readiness readiness) const
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_line->handle(), CURLINFO_ACTIVESOCKET, &socket);
    pollfd wanted{socket, short(readiness == Readiness::Readable ? POLLIN : POLLOUT), 0};
    while (std::chrono::steady_clock::now() < m_deadline) {
        if (m_settings.isInterrupted && m_settings.isInterrupted())
            return exchangeFailure({CURLE_ABORTED_BY_CALLBACK}, m_server);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            m_deadline - std::chrono::steady_clock::now());
        if (::poll(&wanted, 1, int(std::min(left, std::chrono::milliseconds(BetweenLooks)).count()))
            > 0)
            return {};
    }
    return exchangeFailure({CURLE_OPERATION_TIMEDOUT}, m_server);
}

} // namespace linnet
