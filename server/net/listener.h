// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/net/settings.h"

namespace linnet::net {

//! \brief A listening, non-blocking socket: TCP, or a Unix socket with its file.
class Listener
{
public:
    //! The file of a Unix socket can be used by its owner alone. One that a server left behind is
    //! replaced, unless it still listens there.
    static Result<Listener> open(const ListenerSettings &settings);

    Listener(Listener &&other) noexcept;
    Listener &operator=(Listener &&) = delete;
    ~Listener();

    int descriptor() const { return m_descriptor; }
    quint16 port() const { return m_port; } //!< 0 of a Unix socket.
    bool isLocal() const { return !m_file.isEmpty(); }

private:
    explicit Listener(int descriptor)
        : m_descriptor(descriptor)
    {}

    static Result<Listener> openTcp(const ListenerSettings &settings);
    static Result<Listener> openLocal(const ListenerSettings &settings);

    int m_descriptor;
    quint16 m_port = 0;
    QByteArray m_file; //!< Of a Unix socket; removed with it.
};

} // namespace linnet::net
