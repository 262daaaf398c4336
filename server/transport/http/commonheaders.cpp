// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/commonheaders.h"

namespace linnet {

namespace {

class HeaderAdder : public net::Reply::Receiver
{
public:
    HeaderAdder(net::Reply reply, net::Headers common)
        : m_reply(std::move(reply))
        , m_common(std::move(common))
    {}

    void answer(net::Response response) override
    {
        addCommonHeaders(response, m_common);
        m_reply.send(std::move(response));
    }
    bool isWaiting() const override { return m_reply.isWaiting(); }
    bool isLeaving() const override { return m_reply.isLeaving(); }
    void onAbort(std::function<void()> callback) override { m_reply.onAbort(std::move(callback)); }

private:
    net::Reply m_reply;
    net::Headers m_common;
};

} // namespace

void addCommonHeaders(net::Response &response, const net::Headers &common)
{
    for (const net::Header &header : common) {
        if (header.name == "vary" || !response.headers.contains(header.name))
            response.headers.add(header.name, header.value);
    }
}

std::optional<net::Response> CommonHeadersSink::write(QByteArrayView piece)
{
    return complete(m_sink->write(piece));
}

std::optional<net::Response> CommonHeadersSink::finished()
{
    return complete(m_sink->finished());
}

std::optional<net::Response> CommonHeadersSink::complete(std::optional<net::Response> refusal) const
{
    if (refusal)
        addCommonHeaders(*refusal, m_common);
    return refusal;
}

net::Reply withCommonHeaders(net::Reply reply, net::Headers common)
{
    return net::Reply(std::make_shared<HeaderAdder>(std::move(reply), std::move(common)));
}

} // namespace linnet
