// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/backupfile.h"

#include "common/core/privatefile.h"
#include "server/backup/backuperror.h"

#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

Error alreadyThere(const QString &path)
{
    return {Error::Kind::Conflict, "backup_exists"_L1, u"There is a file of that name already."_s,
            path};
}

//! \return what went wrong with \p file. Qt has the system's reason in words only.
Error failureOf(const QFile &file)
{
    return {Error::Kind::Unavailable, "backup_file"_L1, u"A file of the backup cannot be used."_s,
            u"%1: %2"_s.arg(file.fileName(), file.errorString())};
}

} // namespace

Result<std::unique_ptr<NewBackupFile>> NewBackupFile::create(const QString &path,
                                                             const BackupWatch &watch)
{
    if (QFileInfo::exists(path))
        return alreadyThere(path);
    std::unique_ptr<NewBackupFile> file(new NewBackupFile(path, watch));
    if (const auto opened = file->open(); !opened)
        return opened.error();
    return file;
}

NewBackupFile::NewBackupFile(const QString &path, const BackupWatch &watch)
    : m_path(path)
    , m_partial(path + u".partial"_s)
    , m_watch(watch)
    , m_file(m_partial)
{}

NewBackupFile::~NewBackupFile()
{
    if (m_file.isOpen())
        QFile::remove(m_partial);
}

Result<> NewBackupFile::open()
{
    QFile::remove(m_partial); // What a crash has left.
    if (!createPrivately(m_file))
        return fileFailure(m_partial);
    return {};
}

Result<> NewBackupFile::write(QByteArrayView bytes)
{
    if (m_watch.stop.stop_requested())
        return interrupted();
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        return fileFailure(m_partial);
    m_size += bytes.size();
    m_watch.progress(m_size);
    return {};
}

Result<> NewBackupFile::finish()
{
    if (!m_file.flush() || ::fsync(m_file.handle()) != 0)
        return fileFailure(m_partial);
    if (const auto named = giveName(); !named)
        return named;
    m_file.close();
    if (!syncDirectory(QFileInfo(m_path).absolutePath()))
        return fileFailure(m_path);
    return {};
}

//! Unlike a mere rename, it takes no name that somebody else has taken meanwhile.
Result<> NewBackupFile::giveName()
{
    const QByteArray partial = QFile::encodeName(m_partial);
    const QByteArray name = QFile::encodeName(m_path);
    if (::renameat2(AT_FDCWD, partial.constData(), AT_FDCWD, name.constData(), RENAME_NOREPLACE)
        == 0)
        return {};
    if (errno == EEXIST)
        return alreadyThere(m_path);
    // Not every file system can: network's cannot.
    if (errno == EINVAL && std::rename(partial.constData(), name.constData()) == 0)
        return {};
    return fileFailure(m_path);
}

Result<std::unique_ptr<BackupFile>> BackupFile::open(const QString &path, const BackupWatch &watch)
{
    std::unique_ptr<BackupFile> file(new BackupFile(path, watch));
    if (!file->m_file.open(QIODevice::ReadOnly))
        return failureOf(file->m_file);
    return file;
}

BackupFile::BackupFile(const QString &path, const BackupWatch &watch)
    : m_watch(watch)
    , m_file(path)
{}

Result<QByteArray> BackupFile::read(qsizetype most)
{
    if (m_watch.stop.stop_requested())
        return interrupted();
    QByteArray bytes = m_file.read(most);
    if (m_file.error() != QFileDevice::NoError)
        return failureOf(m_file);
    m_watch.progress(m_file.pos());
    return bytes;
}

} // namespace linnet::backup
