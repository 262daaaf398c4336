// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/createbackup.h"
#include "server/backup/datalayout.h"
#include "tests/support/teststorage.h"

namespace linnet::test {

//! \brief A server's data directory with a database that is in use, and a folder for backups.
class BackupWorld
{
public:
    //! \param folder what the data directory is called.
    explicit BackupWorld(const QString &folder = QStringLiteral("data"));

    const backup::DataLayout &layout() const { return m_layout; }
    TestDatabase &database() { return *m_database; }

    //! \return \p name in the folder of backups.
    QString file(const QString &name) const { return m_folder.filePath(name); }
    //! \return an empty data directory that nobody uses.
    backup::DataLayout emptyLayout(const QString &name) const;

    void addUsers(int count);
    //! Stores a file of user 1, which must be there. \return its SHA-256.
    QByteArray addMedia(const QByteArray &content);

    //! Makes a backup with the passphrase "p".
    Result<backup::CreatedBackup> create(const QString &name,
                                         const backup::BackupWatch &watch = {}) const;
    Result<backup::CreatedBackup> createUnencrypted(const QString &name) const;

private:
    QTemporaryDir m_folder;
    const backup::DataLayout m_layout;
    std::optional<TestDatabase> m_database;
    qint64 m_lastId = 0;
};

//! \return the passphrase of BackupWorld::create(), to open it with.
backup::BackupKeys backupKeys();

//! \return the names of all files below \p folder, sorted.
QStringList filesBelow(const QString &folder);

//! \return what is in the file \p path; null if there is none.
QByteArray contentOf(const QString &path);

} // namespace linnet::test
