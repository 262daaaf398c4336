// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/datadirectory.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error unusable(const QString &path, const QString &reason)
{
    return {Error::Kind::Unavailable, QLatin1String("data_directory"),
            u"The data directory %1 %2"_s.arg(path, reason)};
}

QString systemText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

DataDirectory::~DataDirectory()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

Result<> DataDirectory::open(const QString &path)
{
    const bool isNew = !QDir(path).exists();
    if (isNew && !QDir().mkpath(path))
        return unusable(path, u"cannot be made"_s);
    if (isNew)
        ::chmod(QFile::encodeName(path).constData(), S_IRWXU);

    const QByteArray file = QFile::encodeName(QDir(path).filePath(u"lock"_s));
    m_lock = ::open(file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (m_lock < 0)
        return unusable(path, u"cannot be written to: %1"_s.arg(systemText(errno)));
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return unusable(path,
                        errno == EWOULDBLOCK ? u"is in use by another linnetd"_s
                                             : u"cannot be locked: "_s + systemText(errno));
    return {};
}

} // namespace linnet
