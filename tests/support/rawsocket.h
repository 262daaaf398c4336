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

//! \return resident memory of this process in bytes.
qint64 residentBytes();

//! \return whether memory figures mean something: not under a sanitizer.
constexpr bool isMemoryMeasurable()
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return false;
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

} // namespace linnet::test
