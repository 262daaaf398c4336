// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/reply.h"

namespace linnet {

//! Adds \p common to \p response, except where it says something of its own. "Vary" adds up.
void addCommonHeaders(net::Response &response, const net::Headers &common);

//! \return a reply that adds \p common to whatever is sent through it.
net::Reply withCommonHeaders(net::Reply reply, net::Headers common);

//! \brief Adds headers to what another sink refuses with.
class CommonHeadersSink : public net::BodySink
{
public:
    CommonHeadersSink(std::shared_ptr<net::BodySink> sink, net::Headers common)
        : m_sink(std::move(sink))
        , m_common(std::move(common))
    {}

    std::optional<net::Response> write(QByteArrayView piece) override;
    std::optional<net::Response> finished() override;

    const std::shared_ptr<net::BodySink> &inner() const { return m_sink; }

private:
    std::optional<net::Response> complete(std::optional<net::Response> refusal) const;

    std::shared_ptr<net::BodySink> m_sink;
    net::Headers m_common;
};

} // namespace linnet
