// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/httptransport.h"

namespace linnet {

//! \brief One connection to a server on which bytes go both ways as they are, within TLS where the
//! address says so. It blocks.
class RawConnection
{
public:
    //! Connects, and trusts no certificate that HttpTransport would not. \return an error as that
    //! has them.
    //! \param settings its timeout is for all that is done with the connection.
    static Result<std::unique_ptr<RawConnection>> open(const ServerAddress &server,
                                                       const TransportSettings &settings);
    ~RawConnection();
    Q_DISABLE_COPY_MOVE(RawConnection)

    //! \return the certificates that the server has shown, as PEM, its own first; empty without
    //! TLS.
    QByteArray certificates() const;

    Result<> send(QByteArrayView bytes);
    //! Waits for bytes. \return those that came; empty: the server has hung up.
    Result<QByteArray> receive();

private:
    class Line;
    enum class Readiness { Readable, Writable };

    RawConnection(const ServerAddress &server, const TransportSettings &settings);
    Result<> waitUntil(Readiness readiness) const;

    const ServerAddress m_server;
    const TransportSettings m_settings;
    const std::chrono::steady_clock::time_point m_deadline;
    std::unique_ptr<Line> m_line;
};

} // namespace linnet
