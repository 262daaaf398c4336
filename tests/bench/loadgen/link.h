// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/loop.h"

#include <string>
#include <string_view>

namespace linnet::bench {

//! \brief Where the server under test is, and how it is connected to.
struct Target
{
    std::string address = "127.0.0.1";
    unsigned short port = 3000;
    bool isFar = false; //!< Kernels keep little of what is not taken, as between two machines.
};

//! \brief One TCP connection: bytes in, bytes out.
class Link : public Watcher
{
public:
    Link(Loop &loop, const Target &target);
    ~Link() override;
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    bool isClosed() const { return m_descriptor < 0; }
    //! Stays open, but takes nothing any more.
    void ignore() { m_loop.remove(m_descriptor); }
    //! Takes one byte of what ignore() left.
    void sip();

    void readable() final;
    void writable() final;
    void flush() final;

protected:
    //! Queued until the end of the loop's turn.
    void write(std::string_view bytes);

    //! \return how many of \p bytes are done with; the rest comes again with more.
    virtual size_t received(std::string_view bytes) = 0;

    void close();

private:
    Loop &m_loop;
    int m_descriptor = -1;
    bool m_isDirty = false;
    bool m_isWaiting = false; //!< For room in the kernel's buffer.
    std::string m_in;
    std::string m_out;
};

} // namespace linnet::bench
