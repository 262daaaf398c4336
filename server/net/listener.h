// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/net/settings.h"

namespace linnet::net {

//! \brief A listening, non-blocking TCP socket.
class Listener
{
public:
    static Result<Listener> open(const ListenerSettings &settings);

    Listener(Listener &&other) noexcept;
    Listener &operator=(Listener &&) = delete;
    ~Listener();

    int descriptor() const { return m_descriptor; }
    quint16 port() const { return m_port; }

private:
    explicit Listener(int descriptor)
        : m_descriptor(descriptor)
    {}

    int m_descriptor;
    quint16 m_port = 0;
};

} // namespace linnet::net
