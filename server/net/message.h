// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/headers.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <optional>
#include <sys/types.h>

namespace linnet::net {

class BodyBudget;
struct Response;

//! \brief Takes a request's body as it arrives, instead of memory.
//!
//! Used on the connection's thread only. Destroyed without finished() when the client hangs up or
//! breaks a limit: what was begun is then to be undone.
class BodySink
{
public:
    virtual ~BodySink() = default;

    //! \return a response to refuse the rest with: it is sent and the connection closed.
    virtual std::optional<Response> write(QByteArrayView piece) = 0;

    //! The body is complete. \return a response to refuse it with all the same.
    virtual std::optional<Response> finished() = 0;
};

//! \brief Gives a response's body piece by piece, as fast as the client takes it.
class BodySource
{
public:
    virtual ~BodySource() = default;

    //! Of a stream that nobody knows the end of: the connection closes after it.
    static constexpr qint64 Endless = -1;
    //! Of one that ends, and nobody knows yet where: it goes in chunks, the last of which tells the
    //! client that it has all.
    static constexpr qint64 Untold = -2;

    //! \return how many bytes it gives in all, or Endless, or Untold.
    virtual qint64 size() const = 0;

    //! \return the next bytes, at most \p most; empty if it cannot go on, which closes the
    //! connection, because the promised length was not reached. Without a length: what there is.
    virtual QByteArray read(qint64 most) = 0;

    // Of one without a length:
    //! \p ready is to be called, on the connection's thread and until the source is destroyed, when
    //! there is more to read, or it is over.
    virtual void onReady(std::function<void()> ready);
    virtual bool isOver() const { return false; }
    //! \return whether it will never be whole, which the client then notices.
    virtual bool hasFailed() const { return false; }
};

// NOLINTNEXTLINE(performance-unnecessary-value-param): those that override it keep it.
inline void BodySource::onReady(std::function<void()>) {}

//! \brief Where a request came in, and from whom.
struct Peer
{
    QHostAddress address;
    QHostAddress localAddress;
    quint16 localPort = 0;
    int listener = 0; //!< Index of the listener's settings.
    bool isSecure = false; //!< Over TLS.
    std::optional<uid_t> uid = {}; //!< Over a Unix socket: the user of the machine who opened it.
};

//! \brief One well-formed request: server/net lets nothing else through.
struct Request
{
    QByteArray method; //!< Upper case, one of the known ones.
    QByteArray target; //!< As sent.
    QByteArray path; //!< Percent-decoded and normalised once; begins with '/'. "*" for OPTIONS *.
    QByteArray query; //!< As sent, without the question mark.
    Headers headers;
    QByteArray body; //!< Whole; empty when a sink took it.
    std::shared_ptr<BodySink> sink; //!< The one the plan named, now finished.
    Peer peer;
};

//! \brief What to answer. Framing (length, chunks, Connection, no body on HEAD) is net's business.
struct Response
{
    int status = 200;
    Headers headers;
    QByteArray body;
    std::unique_ptr<BodySource> source; //!< Sent instead of \c body if set.
    bool closes = false; //!< Close the connection after it.
};

//! \brief What to do with a body that is about to arrive, decided from the head alone.
struct BodyPlan
{
    using Words = std::function<Response(const Request &head)>;

    qint64 limit = 0; //!< Bytes, chunked or not; a longer body is 413 and the connection closed.
    std::shared_ptr<BodySink> sink; //!< Null: collected in memory.
    std::optional<Response> refusal; //!< Answered instead of reading the body; then closes.
    //! What to answer where the limit is broken, perhaps half-way; null: net's own words.
    Words tooLarge = {};
    //! What the body takes room of until it is answered; null: it is not counted.
    std::shared_ptr<BodyBudget> budget = {};
    //! What to answer where that has no room, perhaps half-way; null: net's own words.
    Words noRoom = {};
};

} // namespace linnet::net
