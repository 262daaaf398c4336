// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memoryuse.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LINNET_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LINNET_SANITIZED
#endif

#ifdef LINNET_SANITIZED
#include <sanitizer/allocator_interface.h>
#else
#include <QFile>

#include <unistd.h>
#endif

namespace linnet::test {

qint64 memoryInUse()
{
#ifdef LINNET_SANITIZED
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The memory of this process cannot be measured.");
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
#endif
}

} // namespace linnet::test
