// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/linesplitter.h"
#include "common/client/serveraddress.h"

#include <QByteArrayList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace linnet {

struct TransportSettings
{
    //! For all of one exchange; of a stream, for each silence.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    qsizetype mostBytes = 16 << 20; //!< Of one reply; of a stream, of each line.
    std::function<bool()> isInterrupted = {}; //!< Asked while waiting, at least once a second.
};

//! \brief Takes bytes as they come in. \return false: no more.
using ByteSink = std::function<bool(QByteArrayView)>;

struct HttpRequest
{
    QByteArray method;
    QByteArray target; //!< Path and query, percent-encoded.
    QByteArrayList headers = {}; //!< Each as "Name: value".
    std::optional<QByteArray> body = {};
};

struct HttpReply
{
    int status = 0;
    QByteArray body;
    std::chrono::seconds retryAfter = std::chrono::seconds::zero();
    QString redirect = {}; //!< Where the server would send the client, which does not go there.

    bool isSuccess() const { return status >= 200 && status < 300; }
};

//! \brief One connection to one server, used for one exchange after the other. It blocks.
//!
//! A certificate that is not trusted ends the exchange, and redirects are not followed: what is
//! sent carries a token.
class HttpTransport
{
public:
    HttpTransport(ServerAddress server, TransportSettings settings);
    ~HttpTransport();
    Q_DISABLE_COPY_MOVE(HttpTransport)

    Result<HttpReply> exchange(const HttpRequest &request);
    //! As exchange(), with the lines of a successful reply's body to \p sink, as they come in.
    Result<HttpReply> stream(const HttpRequest &request, const LineSink &sink);
    //! As stream(), with the bytes of the body; \p sink ends it by returning false.
    Result<HttpReply> download(const HttpRequest &request, const ByteSink &sink);

private:
    class Line;
    struct Incoming;

    Result<HttpReply> perform(const HttpRequest &request, Incoming &incoming);
    Error failure(int code, const Incoming &incoming) const;

    const ServerAddress m_server;
    const TransportSettings m_settings;
    std::unique_ptr<Line> m_line;
};

} // namespace linnet
