// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/blob/fileblobstore.h"

#include "common/core/privatefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

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

bool makeDirectory(const QString &directory)
{
    if (QFileInfo(directory).isDir())
        return true;
    const QString parent = QFileInfo(directory).path();
    const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    return QDir().mkpath(directory) && QFile::setPermissions(directory, ownerOnly)
        && syncDirectory(parent);
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
    // A blob gets its name only when it is whole and on disk, so one that is there is good.
    if (QFileInfo::exists(target))
        return sha256;

    const QString folder = QFileInfo(target).path();
    if (!makeDirectory(m_directory) || !makeDirectory(folder))
        return unavailable(folder, lastError());
    QTemporaryFile file(folder + u"/new-XXXXXX"_s);
    if (!file.open() || file.write(content) != content.size() || !file.flush()
        || ::fsync(file.handle()) != 0)
        return unavailable(folder, file.errorString());
    // Replaces what another thread stored meanwhile, which is the same bytes.
    if (std::rename(QFile::encodeName(file.fileName()).constData(),
                    QFile::encodeName(target).constData())
        != 0)
        return unavailable(target, lastError());
    file.setAutoRemove(false);
    if (!syncDirectory(folder))
        return unavailable(folder, lastError());
    return sha256;
}

Result<> FileBlobStore::remove(const QByteArray &sha256)
{
    const QString target = path(sha256);
    if (std::remove(QFile::encodeName(target).constData()) != 0 && errno != ENOENT)
        return unavailable(target, lastError());
    return {};
}

} // namespace linnet
