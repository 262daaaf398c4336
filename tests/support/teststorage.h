// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "server/storage/sql/sqldatabase.h"
#include "server/storage/sql/sqlstores.h"

#include <QTemporaryDir>

#include <optional>

namespace linnet::test {

//! \return the moment \p milliseconds after the one tests count from.
Timestamp at(qint64 milliseconds);

//! Adds an account with that id, named "User <id>", to what refers to accounts.
void addUser(Stores &stores, UserId id);

//! \brief A database of a test's own, in a file that goes away with it.
//!
//! Gives the thread a Mailbox if it has none, so that a test can await at once.
class TestDatabase
{
public:
    explicit TestDatabase(SqlDatabase::Settings settings = {});

    Database &operator*() { return *m_database; }
    Database *operator->() { return m_database.get(); }
    operator Database &() { return *m_database; }

    QString file() const { return m_settings.file; }
    qint64 highestId() const { return m_database->highestId(); }

    //! Ends its threads and opens the file again.
    void reopen();
    //! Ends its threads; what is queued is finished first, and what comes later is refused.
    void close();

private:
    QTemporaryDir m_folder;
    SqlDatabase::Settings m_settings;
    std::optional<Mailbox> m_mailbox;
    std::unique_ptr<SqlDatabase> m_database;
};

//! \brief The stores without threads or transactions, for tests of what they store.
class TestStores
{
public:
    TestStores();

    Stores &operator*() { return m_stores->all(); }
    Stores *operator->() { return &m_stores->all(); }
    SqlConnection &connection() { return *m_connection; }
    //! Forgets what was kept in memory.
    void reopen() { m_stores.emplace(*m_connection); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SqlConnection> m_connection;
    std::optional<SqlStores> m_stores;
};

} // namespace linnet::test
