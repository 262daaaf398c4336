// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <span>
#include <sys/uio.h>

namespace linnet::net {

//! \brief A connected, non-blocking socket, plain or encrypted. Owns the descriptor.
class Stream
{
public:
    enum class Status {
        Done, //!< \c bytes were moved.
        Again, //!< Not now.
        Ended, //!< The peer sends no more.
        Failed,
    };
    struct Outcome
    {
        Status status;
        qint64 bytes = 0;
    };

    virtual ~Stream() = default;

    virtual int descriptor() const = 0;

    //! Goes on with what must come before the first byte. \return Again until that is complete.
    virtual Status handshake() = 0;
    virtual Outcome read(std::span<char> buffer) = 0;
    virtual Outcome write(std::span<const iovec> pieces) = 0;
    //! Says that nothing more will be written.
    virtual void finish() = 0;

    //! \return whether read() or handshake() waits until something can be written.
    virtual bool readWantsWrite() const { return false; }
};

//! Takes over \p descriptor.
std::unique_ptr<Stream> makePlainStream(int descriptor);

} // namespace linnet::net
