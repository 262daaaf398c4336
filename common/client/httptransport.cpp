// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/httptransport.h"

#include "common/client/exchangefailure.h"

#include <QFile>

#include <array>
#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

using HeaderList = std::unique_ptr<curl_slist, Release>;

constexpr long ConnectSeconds = 10;

HeaderList toHeaderList(const HttpRequest &request)
{
    // Without this, libcurl waits a second for leave to send a larger body.
    curl_slist *list = curl_slist_append(nullptr, "Expect:");
    for (const QByteArray &header : request.headers)
        list = curl_slist_append(list, header.constData());
    return HeaderList(list);
}

long statusOf(CURL *handle)
{
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

} // namespace

class HttpTransport::Line
{
public:
    Line()
        : m_handle(curl_easy_init())
    {}

    CURL *handle() const { return m_handle.get(); }

private:
    std::unique_ptr<CURL, Release> m_handle;
};

//! \brief What becomes of a reply's body.
struct HttpTransport::Incoming
{
    static size_t receive(char *data, size_t size, size_t count, void *incoming)
    {
        static_cast<Incoming *>(incoming)->heard = std::chrono::steady_clock::now();
        const QByteArrayView piece(data, qsizetype(size * count));
        return static_cast<Incoming *>(incoming)->add(piece) ? size * count : 0; // 0 ends it.
    }

    //! Asked at least once a second. \return 0 to go on.
    static int judge(void *incoming, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        auto &self = *static_cast<Incoming *>(incoming);
        const auto &isInterrupted = self.settings.isInterrupted;
        if (isInterrupted && isInterrupted())
            return 1;
        const auto silence = std::chrono::steady_clock::now() - self.heard;
        self.isSilent = (self.lines || self.bytes) && silence > self.settings.timeout;
        return self.isSilent ? 1 : 0;
    }

    bool add(QByteArrayView piece)
    {
        const long status = statusOf(handle);
        if (lines && status >= 200 && status < 300) {
            const auto state = lines->add(piece);
            isTooLarge = state == LineSplitter::State::TooLong;
            isClosed = state == LineSplitter::State::Closed;
            return state == LineSplitter::State::Open;
        }
        if (bytes && status >= 200 && status < 300) {
            isClosed = !(*bytes)(piece);
            return !isClosed;
        }
        isTooLarge = body.size() + piece.size() > settings.mostBytes;
        if (!isTooLarge)
            body.append(piece);
        return !isTooLarge;
    }

    CURL *handle = nullptr;
    const TransportSettings &settings;
    LineSplitter *lines = nullptr;
    const ByteSink *bytes = nullptr;
    QByteArray body = {};
    bool isTooLarge = false;
    bool isClosed = false; //!< By who takes the lines.
    bool isSilent = false; //!< A stream of which nothing came for too long.
    std::array<char, CURL_ERROR_SIZE> reason = {}; //!< Why it failed, in libcurl's words.
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
};

HttpTransport::HttpTransport(ServerAddress server, TransportSettings settings)
    : m_server(std::move(server))
    , m_settings(std::move(settings))
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_line = std::make_unique<Line>();
}

HttpTransport::~HttpTransport() = default;

Result<HttpReply> HttpTransport::exchange(const HttpRequest &request)
{
    curl_easy_reset(m_line->handle());
    curl_easy_setopt(m_line->handle(), CURLOPT_TIMEOUT_MS, long(m_settings.timeout.count()));
    Incoming incoming{m_line->handle(), m_settings};
    return perform(request, incoming);
}

Result<HttpReply> HttpTransport::stream(const HttpRequest &request, const LineSink &sink)
{
    curl_easy_reset(m_line->handle());
    LineSplitter lines(sink, m_settings.mostBytes);
    Incoming incoming{m_line->handle(), m_settings, &lines};
    auto reply = perform(request, incoming);
    if (reply)
        lines.finish();
    return reply;
}

Result<HttpReply> HttpTransport::download(const HttpRequest &request, const ByteSink &sink)
{
    curl_easy_reset(m_line->handle());
    Incoming incoming{m_line->handle(), m_settings, nullptr, &sink};
    return perform(request, incoming);
}

Result<HttpReply> HttpTransport::perform(const HttpRequest &request, Incoming &incoming)
{
    CURL *const handle = m_line->handle();
    const HeaderList headers = toHeaderList(request);
    curl_easy_setopt(handle, CURLOPT_URL, (m_server.url.toUtf8() + request.target).constData());
    if (m_server.isLocal())
        curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH,
                         QFile::encodeName(m_server.socketPath).constData());
    if (!m_server.caFile.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, QFile::encodeName(m_server.caFile).constData());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr); // Those of the system are not asked.
    }
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, incoming.reason.data());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, ConnectSeconds);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.constData());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    if (request.body) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body->size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body->constData());
    }
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Incoming::receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &incoming);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &Incoming::judge);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &incoming);

    const CURLcode code = curl_easy_perform(handle);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, nullptr);
    if (code != CURLE_OK && !incoming.isClosed)
        return failure(code, incoming);
    curl_off_t wait = 0;
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
    const char *redirect = nullptr;
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &redirect);
    return HttpReply{int(statusOf(handle)), incoming.body, std::chrono::seconds(wait),
                     QString::fromUtf8(redirect)};
}

Error HttpTransport::failure(int code, const Incoming &incoming) const
{
    if (incoming.isTooLarge)
        return {Error::Kind::Internal, "protocol"_L1,
                u"The answer of %1 is larger than %2 bytes."_s.arg(m_server.toString())
                    .arg(m_settings.mostBytes)};
    long verification = 0;
    curl_easy_getinfo(m_line->handle(), CURLINFO_SSL_VERIFYRESULT, &verification);
    return exchangeFailure({incoming.isSilent ? int(CURLE_OPERATION_TIMEDOUT) : code, verification,
                            QString::fromUtf8(incoming.reason.data())},
                           m_server);
}

} // namespace linnet
