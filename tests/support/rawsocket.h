// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet::test {

//! \brief A non-blocking TCP socket without any buffer of its own, for clients by the thousand.
class RawSocket
{
public:
    //! Connects over loopback; the kernel completes it without the server's help.
    explicit RawSocket(quint16 port);
    RawSocket(RawSocket &&other) noexcept;
    RawSocket &operator=(RawSocket &&) = delete;
    ~RawSocket();

    int descriptor() const { return m_descriptor; }
    bool isValid() const { return m_descriptor >= 0; }

    //! \return how many bytes the kernel took at once.
    qint64 send(QByteArrayView bytes);

    //! \return what is there, at most \p most.
    QByteArray read(qint64 most = 1 << 20);

    //! \return whether the server has closed or reset the connection, once all was read.
    bool isClosed();

private:
    int m_descriptor;
};

} // namespace linnet::test
