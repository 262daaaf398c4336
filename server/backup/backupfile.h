// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/backupwatch.h"
#include "server/backup/bytestream.h"

#include <QFile>

#include <memory>

namespace linnet::backup {

//! \brief A backup that is being written: under another name, for its owner only, until it is
//! whole and on disk. Unfinished it leaves nothing behind.
class NewBackupFile : public ByteSink
{
public:
    //! \return Conflict ("backup_exists") if there is something at \p path.
    static Result<std::unique_ptr<NewBackupFile>> create(const QString &path,
                                                         const BackupWatch &watch);
    ~NewBackupFile() override;

    Result<> write(QByteArrayView bytes) override;
    Result<> finish() override;

    qint64 size() const { return m_size; }

private:
    NewBackupFile(const QString &path, const BackupWatch &watch);
    Result<> open();
    Result<> giveName();

    const QString m_path;
    const QString m_partial; //!< Until it is whole.
    const BackupWatch &m_watch;
    QFile m_file; //!< Which forgets its name when it is opened.
    qint64 m_size = 0;
};

//! \brief A backup that is read.
class BackupFile : public ByteSource
{
public:
    static Result<std::unique_ptr<BackupFile>> open(const QString &path, const BackupWatch &watch);

    Result<QByteArray> read(qsizetype most) override;

private:
    BackupFile(const QString &path, const BackupWatch &watch);

    const BackupWatch &m_watch;
    QFile m_file;
};

} // namespace linnet::backup
