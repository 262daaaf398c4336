// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <csignal>
#include <sys/resource.h>

namespace linnet::test {

//! \brief While it lives, this process can write to no file, or to none beyond its first \p bytes.
class NoRoom
{
public:
    explicit NoRoom(rlim_t bytes = 0)
    {
        std::signal(SIGXFSZ, SIG_IGN); // The write fails instead.
        getrlimit(RLIMIT_FSIZE, &m_usual);
        rlimit none = m_usual;
        none.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() { setrlimit(RLIMIT_FSIZE, &m_usual); }
    Q_DISABLE_COPY_MOVE(NoRoom)

private:
    rlimit m_usual{};
};

} // namespace linnet::test
