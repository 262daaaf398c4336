// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/backupstore.h"

#include <functional>

namespace linnet {

class SqlConnection;

class SqlBackupStore : public BackupStore
{
public:
    explicit SqlBackupStore(SqlConnection &connection);

    Result<Backup> find(const QString &name) override;
    Result<> put(const Backup &backup) override;
    Result<std::vector<Backup>> list(int limit, qint64 before) override;

private:
    SqlConnection &m_connection;
};

//! Has \p change change what \p database, which a server may be using meanwhile, remembers of the
//! backup \p name: a new one, if it does not know it.
Result<> changeBackup(const QString &database, const QString &name,
                      const std::function<void(Backup &)> &change);

} // namespace linnet
