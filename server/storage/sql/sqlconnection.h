// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QSqlDatabase>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace linnet {

//! \brief One connection to the database, with the statements prepared on it. Belongs to the thread
//! that opened it.
class SqlConnection
{
public:
    //! What an acknowledged commit survives.
    enum class Durability {
        PowerLoss,
        ProcessLoss, //!< Much faster on slow disks, and no promise: nothing but tests uses it.
    };

    //! Where the database is, and what a connection to it may do.
    struct Options
    {
        QString file;
        int busyTimeout = 5000; //!< Milliseconds to wait for another process.
        Durability durability = Durability::PowerLoss;
    };

    static Result<std::unique_ptr<SqlConnection>> open(const Options &options);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    //! \brief Changed only by whole: whatever goes wrong in between, nothing of it stays.
    Result<> begin();
    Result<> beginRead();
    Result<> commit();
    void rollback();

    //! \brief One job's part of a transaction.
    Result<> openSavepoint();
    Result<> releaseSavepoint();
    Result<> undoSavepoint();

    //! \return how many rows were changed since it was opened, also those that were changed back.
    qint64 changesSoFar() const;

    //! \return how many pages the log held after the connection's last commit.
    qint64 logPages() const { return m_logPages; }

    //! Runs the statements of \p sql, which are not a store's: a setting, or a migration.
    Result<> execute(const QString &sql);

    //! Ends the statement that runs now, with an error. Safe from any thread. One that has not
    //! begun yet goes on.
    void interrupt();

    //! From now on ends every statement that does much, with an error, once \p stop asks for it;
    //! also those that begin after that.
    void endWith(std::stop_token stop);

    //! \return what a failure of the storage itself ended the transaction with. SQLite may have
    //! undone all of it by then, and would take further statements for transactions of their own,
    //! which is why Statement runs none before rollback().
    const std::optional<Error> &failure() const { return m_failure; }

private:
    friend class Statement;

    enum class Use { Once, Often };

    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    SqlConnection();
    Result<> connect(const Options &options);
    Result<sqlite3_stmt *> prepared(const char *sql);
    //! \return a statement that the caller finalizes.
    Result<sqlite3_stmt *> prepare(const char *sql, Use use);
    int changedRows() const;
    Error failed();

    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr; //!< Of m_database, while it is open.
    //! By the address of the literal.
    std::unordered_map<const char *, std::unique_ptr<sqlite3_stmt, Finalize>> m_statements;
    std::optional<Error> m_failure;
    qint64 m_logPages = 0;
    std::stop_token m_stop; //!< Looked at while a statement runs.
};

} // namespace linnet
