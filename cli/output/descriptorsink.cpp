// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/descriptorsink.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Result<> DescriptorSink::write(const QByteArray &utf8)
{
    QByteArrayView rest = utf8;
    while (!rest.isEmpty()) {
        const ssize_t written = ::write(m_descriptor, rest.data(), size_t(rest.size()));
        if (written >= 0) {
            rest = rest.sliced(written);
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno == EPIPE)
            return Error{Error::Kind::Unavailable, "closed_pipe"_L1, u"Nobody reads."_s};
        return Error{Error::Kind::Internal, "io"_L1,
                     u"The output cannot be written: %1."_s.arg(
                         QString::fromLocal8Bit(std::strerror(errno)))};
    }
    return {};
}

bool DescriptorSink::isAbandoned() const
{
    pollfd output = {m_descriptor, 0, 0};
    return ::poll(&output, 1, 0) > 0 && (output.revents & POLLERR);
}

} // namespace linnet::cli
