// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/filelock.h"

#include "cli/interruption.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<> FileLock::take(const QString &path)
{
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0) {
        if (isInterrupted())
            return Error{Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
        if (errno != EINTR)
            break;
    }
    if (m_descriptor >= 0)
        return {};
    return Error{
        Error::Kind::Internal, "io"_L1,
        u"%1 cannot be written: %2."_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)))};
}

} // namespace linnet::cli
