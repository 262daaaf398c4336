// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httplane.h"

#include "server/net/adaptersocket.h"
#include "server/net/httpfront.h"

#include <algorithm>
#include <array>
#include <utility>

namespace linnet::net {

namespace {

//! \return whether the field would make Qt do something by itself.
bool isActedUpon(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 6> Names = {
        "connection", "content-length", "expect", "http2-settings", "transfer-encoding", "upgrade"};
    return std::find(Names.begin(), Names.end(), name) != Names.end();
}

QByteArray canonicalForm(const Request &request)
{
    QByteArray bytes;
    bytes.reserve(1024 + request.body.size());
    bytes += request.method + ' ' + request.target + " HTTP/1.1\r\n";
    for (const auto &[name, value] : request.headers) {
        if (!isActedUpon(name))
            bytes += name + ": " + value + "\r\n";
    }
    if (!request.body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
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
    m_adapter = new AdapterSocket(Peer(), [](QByteArrayView) {});
    m_front->serve(m_adapter);
}

} // namespace linnet::net
