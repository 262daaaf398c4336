// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/diskcheck.h"

#include "common/core/volume.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr qint64 Mebibyte = 1 << 20;
constexpr qint64 LeastFree = 256 * Mebibyte; // Above what makes a node unready.
constexpr qint64 AmpleFree = 10 * 1024 * Mebibyte; // However large the disk is.
constexpr qint64 FreeShare = 10; // One part in so many.

QString bytesText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1);
}

} // namespace

DiskCheck::DiskCheck(CpuPool &pool, QString what, QString folder)
    : SlowCheck(pool)
    , m_what(std::move(what))
    , m_folder(std::move(folder))
{}

Finding DiskCheck::look(const std::stop_token &) const
{
    const auto volume = volumeAt(m_folder);
    if (!volume)
        return Finding::failure(
            u"The file system of the %1 cannot be looked at."_s.arg(m_what),
            u"See that it is mounted (findmnt), and what the kernel says of it (dmesg)."_s);
    if (volume->isReadOnly)
        return Finding::failure(
            u"The file system of the %1 is mounted read-only."_s.arg(m_what),
            u"A disk that fails is often mounted so: see dmesg, back up, and only then "
            "mount it writable."_s);
    return judge(m_what, {volume->available, volume->total});
}

Finding DiskCheck::judge(const QString &what, const DiskSpace &space)
{
    const double share = space.total > 0 ? 100.0 * double(space.free) / double(space.total) : 0;
    const QString text = u"The file system of the %1 has %2 of %3 free (%4 %)."_s
                             .arg(what, bytesText(space.free), bytesText(space.total))
                             .arg(share, 0, 'f', 0);
    const QString fix =
        u"Make room, or enlarge it: nothing is accepted any more once it is full. Old "
        "backups and logs go first (du -xh, journalctl --vacuum-size=500M); leave the "
        "database and what is beside it alone."_s;
    if (space.free < LeastFree)
        return Finding::failure(text, fix);
    if (space.free < std::min(AmpleFree, space.total / FreeShare))
        return Finding::warning(text, fix);
    return Finding::ok(text);
}

} // namespace linnet
