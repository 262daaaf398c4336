// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/scratchspace.h"

#include "common/core/privatefile.h"
#include "server/backup/backuperror.h"

#include <QDir>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

//! Leaves the folder itself, which the lock is on.
void empty(const QString &path)
{
    const QDir folder(path);
    for (const QFileInfo &entry : folder.entryInfoList(QDir::AllEntries | QDir::Hidden
                                                       | QDir::System | QDir::NoDotAndDotDot)) {
        const bool isFolder = entry.isDir() && !entry.isSymLink();
        isFolder ? QDir(entry.filePath()).removeRecursively() : QFile::remove(entry.filePath());
    }
}

} // namespace

Result<std::unique_ptr<ScratchSpace>> ScratchSpace::open(const QString &dataDirectory)
{
    const QString path = QDir(dataDirectory).filePath(folderName());
    if (const auto made = makePrivateDirectory(path); !made)
        return made.error();
    const int lock =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0)
        return fileFailure(path);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return Error{Error::Kind::Conflict, "backup_busy"_L1,
                     u"Another backup is being made, verified or restored here."_s};
    }
    empty(path);
    return std::unique_ptr<ScratchSpace>(new ScratchSpace(path, lock));
}

ScratchSpace::ScratchSpace(QString path, int lock)
    : m_path(std::move(path))
    , m_lock(lock)
{}

ScratchSpace::~ScratchSpace()
{
    empty(m_path);
    ::close(m_lock);
}

QString ScratchSpace::folderName()
{
    return u"scratch"_s;
}

QString ScratchSpace::file(const QString &name) const
{
    return QDir(m_path).filePath(name);
}

} // namespace linnet::backup
