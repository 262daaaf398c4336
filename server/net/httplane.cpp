// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httplane.h"

#include "server/net/adaptersocket.h"
#include "server/net/httpfront.h"

#include <utility>

namespace linnet::net {

namespace {

//! \return what Qt is to read of \p request: no fields, which it reads byte by byte and nobody asks
//! it for, and some of which it would act upon.
QByteArray canonicalForm(const Request &request)
{
    constexpr QByteArrayView Head = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    constexpr qsizetype LongestLength = 20;
    QByteArray bytes;
    bytes.reserve(request.method.size() + 1 + request.target.size() + Head.size() + LongestLength
                  + 4 + request.body.size());
    bytes.append(request.method).append(' ').append(request.target).append(Head);
    bytes.append(QByteArray::number(request.body.size())).append("\r\n\r\n");
    return bytes.append(request.body);
}

} // namespace

HttpLane::HttpLane(Target target)
    : m_target(std::move(target))
    , m_front(std::make_unique<HttpFront>([this](const QHttpServerRequest &request) {
        m_body = request.body();
        m_isTaken = true;
    }))
{
    renewAdapter();
}

HttpLane::~HttpLane() = default;

void HttpLane::dispatch(Request request, Reply reply)
{
    if (!m_adapter || m_adapter->state() != QAbstractSocket::ConnectedState)
        renewAdapter();
    m_isTaken = false;
    m_adapter->feed(canonicalForm(request));
    if (m_isTaken)
        request.body = std::exchange(m_body, {});
    else
        renewAdapter(); // Qt does not know such a request. What was judged well-formed is served.
    m_target(std::move(request), std::move(reply));
}

void HttpLane::renewAdapter()
{
    if (m_adapter)
        m_adapter->deleteLater();
    m_adapter = new AdapterSocket(Peer());
    m_front->serve(m_adapter);
}

} // namespace linnet::net
