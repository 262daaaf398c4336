// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/blob/fileblobstore.h"

#include "common/core/privatefile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String NewPrefix("new-");

Error unavailable(const QString &path, const QString &reason)
{
    return {Error::Kind::Unavailable, "storage_unavailable"_L1,
            u"The file could not be stored. Try again later."_s, path + u": "_s + reason,
            std::chrono::seconds(5)};
}

QString lastError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

//! Has the name of \p directory on disk, too: who made it may not have got so far. One in what may
//! not be read is the operator's.
bool makeDirectory(const QString &directory)
{
    const QString parent = QFileInfo(directory).path();
    if (QFileInfo(directory).isDir())
        return syncDirectory(parent) || errno == EACCES;
    const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    return QDir().mkpath(directory) && QFile::setPermissions(directory, ownerOnly)
        && syncDirectory(parent);
}

//! Replaces what another thread stored meanwhile, which is the same bytes.
Result<> writeFile(const QString &target, const QByteArray &content)
{
    const QString folder = QFileInfo(target).path();
    QTemporaryFile file(folder + u'/' + NewPrefix + u"XXXXXX"_s);
    if (!file.open() || file.write(content) != content.size() || !file.flush()
        || ::fsync(file.handle()) != 0)
        return unavailable(folder, file.errorString());
    if (std::rename(QFile::encodeName(file.fileName()).constData(),
                    QFile::encodeName(target).constData())
        != 0)
        return unavailable(target, lastError());
    file.setAutoRemove(false);
    return {};
}

Result<> removeFile(const QString &path)
{
    if (std::remove(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return unavailable(path, lastError());
    return {};
}

//! \return the address of the blob whose file has that name in the folder \p shelf.
QByteArray addressOf(const QString &shelf, const QString &name)
{
    const QByteArray hex = (shelf + name).toLatin1();
    const QByteArray sha256 = QByteArray::fromHex(hex);
    return sha256.size() == 32 && sha256.toHex() == hex ? sha256 : QByteArray();
}

} // namespace

FileBlobStore::FileBlobStore(QString directory)
    : m_directory(std::move(directory))
{}

QString FileBlobStore::path(const QByteArray &sha256) const
{
    const QString hex = QString::fromLatin1(sha256.toHex());
    return m_directory + u'/' + hex.first(2) + u'/' + hex.sliced(2);
}

Result<QByteArray> FileBlobStore::add(const QByteArray &content)
{
    const QByteArray sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const QString target = path(sha256);
    const QString folder = QFileInfo(target).path();
    if (!makeDirectory(m_directory) || !makeDirectory(folder))
        return unavailable(folder, lastError());
    // A blob gets its name only when it is whole and on disk, so one that is there is good.
    if (!QFileInfo::exists(target)) {
        if (const auto written = writeFile(target, content); !written)
            return written.error();
    }
    // Its name may be there without being on disk: who gave it may not have got so far.
    if (!syncDirectory(folder))
        return unavailable(folder, lastError());
    return sha256;
}

Result<> FileBlobStore::remove(const QByteArray &sha256)
{
    return removeFile(path(sha256));
}

bool FileBlobStore::contains(const QByteArray &sha256) const
{
    return QFileInfo::exists(path(sha256));
}

Result<std::vector<BlobFile>> FileBlobStore::list(int shelf) const
{
    const QString name = u"%1"_s.arg(shelf, 2, 16, QChar(u'0'));
    std::vector<BlobFile> files;
    QDirIterator folder(m_directory + u'/' + name, QDir::Files | QDir::Hidden);
    while (folder.hasNext()) {
        folder.next();
        const QFileInfo info = folder.fileInfo();
        QByteArray sha256 = addressOf(name, info.fileName());
        if (sha256.isEmpty() && !info.fileName().startsWith(NewPrefix))
            continue;
        files.push_back({.sha256 = std::move(sha256),
                         .path = info.filePath(),
                         .size = info.size(),
                         .modifiedAt = Timestamp(
                             std::chrono::milliseconds(info.lastModified().toMSecsSinceEpoch()))});
    }
    return files;
}

Result<> FileBlobStore::removeLeftover(const BlobFile &file)
{
    return removeFile(file.path);
}

} // namespace linnet
